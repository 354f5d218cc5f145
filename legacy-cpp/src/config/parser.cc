#include "config/parser.h"

#include <algorithm>
#include <sstream>

#include "base/strings.h"

namespace gateway::config {
namespace {

// Cuts a comment off an unquoted value: '#' or ';' after a blank.
std::string_view StripComment(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if ((text[i] == '#' || text[i] == ';') && (i == 0 || IsSpace(text[i - 1]))) {
      return text.substr(0, i);
    }
  }
  return text;
}

bool IsKey(std::string_view key) {
  return !key.empty() && IsIdentStart(key[0]) && std::all_of(key.begin(), key.end(), [](char c) {
    return IsIdent(c) || c == '.' || c == '-';
  });
}
}  // namespace

Config Config::Parse(std::istream& in, const std::string& file, const Loader& loader) {
  Config config;
  config.file_ = file;
  Parser(&config, loader).ParseStream(in, file);
  return config;
}

void Parser::Fail(const std::string& message) const {
  throw SyntaxError(files_.back(), line_, message);
}

void Parser::ParseStream(std::istream& in, const std::string& file) {
  files_.push_back(file);
  line_ = 0;
  std::string logical;
  int lines_read = 0;
  for (std::string raw; std::getline(in, raw);) {
    ++lines_read;
    if (logical.empty()) line_ = lines_read;
    if (!raw.empty() && raw.back() == '\r') raw.pop_back();
    if (raw.find('\0') != std::string::npos) Fail("NUL byte");
    if (!raw.empty() && raw.back() == '\\') {
      raw.pop_back();
      logical += raw + " ";
      continue;
    }
    logical += raw;
    ParseLine(Trim(logical));
    logical.clear();
  }
  if (!logical.empty()) Fail("continuation at end of file");
  files_.pop_back();
}

void Parser::ParseLine(std::string_view line) {
  if (line.empty() || line[0] == '#' || line[0] == ';') return;
  if (line[0] == '[') {
    ParseHeader(StripComment(line));
  } else if (StartsWith(line, "include ") || StartsWith(line, "include\t")) {
    ParseInclude(StripComment(line.substr(8)));
  } else {
    ParseAssignment(line);
  }
}

void Parser::ParseHeader(std::string_view line) {
  line = Trim(line);
  if (line.back() != ']') Fail("missing ']'");
  line = Trim(line.substr(1, line.size() - 2));
  const size_t blank = line.find_first_of(" \t");
  std::string_view kind = line.substr(0, blank);
  std::string_view label;
  if (blank != std::string_view::npos) label = Trim(line.substr(blank));
  if (!IsKey(kind)) Fail("bad section name '" + EscapeBytes(kind) + "'");
  Section* section = Open(std::string(kind), std::string(label));
  current_ = static_cast<int>(section - config_->sections_.data());
}

Section* Parser::Open(const std::string& kind, const std::string& label) {
  for (Section& s : config_->sections_) {
    if (s.kind_ == kind && s.label_ == label) return &s;
  }
  Section section;
  section.kind_ = kind;
  section.label_ = label;
  section.file_ = files_.back();
  section.line_ = line_;
  config_->sections_.push_back(section);
  return &config_->sections_.back();
}

void Parser::ParseInclude(std::string_view names) {
  const int line = line_;
  bool any = false;
  for (std::string_view item : Split(names, ',')) {
    const std::string name(Trim(item));
    if (name.empty()) continue;
    any = true;
    if (std::find(files_.begin(), files_.end(), name) != files_.end()) {
      throw IncludeError(files_.back(), line,
                         "include cycle: " + Join(files_, " -> ") + " -> " + name);
    }
    if (files_.size() >= kMaxDepth) {
      throw IncludeError(files_.back(), line, "includes nested too deeply");
    }
    std::string text;
    if (!loader_ || !loader_(name, &text)) {
      throw IncludeError(files_.back(), line, "cannot include '" + EscapeBytes(name) + "'");
    }
    std::istringstream in(text);
    ParseStream(in, name);
    line_ = line;
  }
  if (!any) Fail("include without a file name");
}

void Parser::ParseAssignment(std::string_view line) {
  const size_t equals = line.find('=');
  if (equals == std::string_view::npos) {
    Fail("expected 'key = value', got '" + EscapeBytes(line) + "'");
  }
  const bool append = equals > 0 && line[equals - 1] == '+';
  const std::string key(Trim(line.substr(0, equals - (append ? 1 : 0))));
  if (!IsKey(key)) Fail("bad key '" + EscapeBytes(key) + "'");
  if (current_ < 0) Fail("key '" + key + "' outside of a section");
  Section& section = config_->sections_[static_cast<size_t>(current_)];
  Section::Entry entry{ParseValue(Trim(line.substr(equals + 1))), files_.back(), line_};
  auto it = section.entries_.find(key);
  if (append && it != section.entries_.end() && !it->second.value.empty()) {
    entry.value = it->second.value + "," + entry.value;
  }
  section.entries_[key] = entry;
}

std::string Parser::ParseValue(std::string_view text) const {
  if (!text.empty() && text[0] == '"') return ParseQuoted(text);
  return std::string(Trim(StripComment(text)));
}

std::string Parser::ParseQuoted(std::string_view text) const {
  std::string out;
  size_t i = 1;
  for (; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    if (++i == text.size()) break;
    switch (text[i]) {
      case 'n': out += '\n'; break;
      case 't': out += '\t'; break;
      case '\\': out += '\\'; break;
      case '"': out += '"'; break;
      case 'x': {
        std::string byte;
        if (i + 2 >= text.size() || !HexDecode(text.substr(i + 1, 2), &byte)) {
          Fail("bad \\x escape");
        }
        out += byte;
        i += 2;
        break;
      }
      default: Fail(std::string("unknown escape \\") + EscapeBytes(text.substr(i, 1)));
    }
  }
  if (i >= text.size()) Fail("unterminated string");
  if (!Trim(StripComment(text.substr(i + 1))).empty()) { Fail("text after closing quote"); }
  return out;
}
}  // namespace gateway::config
