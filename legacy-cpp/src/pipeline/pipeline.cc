#include "pipeline/pipeline.h"

#include <cmath>
#include <sstream>

#include "base/log.h"
#include "base/strings.h"
#include "dispatch/dispatcher.h"
#include "session/session.h"
#include "session/session_manager.h"

namespace gateway::pipeline {
namespace {
const char* const kResultNames[] = {"accepted", "duplicate", "too-old",
                                    "invalid",  "dropped",   "failed"};

bool IsMetricName(std::string_view name) {
  if (name.empty() || !IsIdentStart(name[0])) return false;
  for (char c : name) {
    if (!IsIdent(c) && c != '.') return false;
  }
  return true;
}

const rules::Scalar& Arg(const rules::Engine::Args& args, size_t i) {
  if (i >= args.size()) throw rules::EvalError("action: missing argument");
  return args[i];
}
}  // namespace

std::ostream& operator<<(std::ostream& os, Result result) {
  return os << kResultNames[static_cast<int>(result)];
}

// The packet in the rules stage, as its rules see it.
struct Pipeline::Context : public rules::Environment {
  codec::Packet* packet;
  bool dropped = false;

  bool Lookup(const std::string& name, rules::Scalar* value) const override {
    for (const codec::Sample& s : packet->samples) {
      if (s.metric != name) continue;
      *value = s.value;
      return true;
    }
    if (name == "device") {
      *value = rules::Scalar(static_cast<int64_t>(packet->device));
    } else if (name == "time") {
      *value = rules::Scalar(packet->base_time_ms);
    } else {
      return false;
    }
    return true;
  }
};

Pipeline::Pipeline(const Options& options, const Clock* clock)
    : options_(options), dedup_(options.dedup, clock), series_(options.series_points) {
  for (const char* name : kResultNames) stats_.results[name] = 0;
  DefineActions();
}

Pipeline::~Pipeline() { log_.reset(); }

void Pipeline::Attach(session::SessionManager* sessions, dispatch::Dispatcher* dispatcher) {
  sessions_ = sessions;
  dispatcher_ = dispatcher;
}

Status Pipeline::Open(const std::string& dir) {
  for (const auto& p : options_.plugins) {
    Status status = plugins_.Load(p.first, p.second);
    if (!status.ok()) throw config::ConfigError("[plugin " + p.first + "]", 0, status.message());
  }
  for (const Options::RuleText& r : options_.rules) {
    try {
      engine_.AddRule(r.name, r.when, r.then, r.trigger, r.priority);
    } catch (const rules::RuleError& e) {
      throw config::ConfigError("[rule " + r.name + "]", 0, e.what());
    }
  }
  cache_.reset(cache::NewLruCache(options_.cache_bytes));
  store::Options store_options = options_.store;
  store_options.block_cache = cache_.get();
  return store::SegmentLog::Open(dir, store_options, &log_);
}

void Pipeline::DefineActions() {
  typedef rules::Engine::Args Args;
  engine_.OnAction("alert", [this](const rules::Rule& rule, const Args& args) {
    ++stats_.alerts;
    const std::string text = StrPrintf("%s device=%llu time=%lld %s", rule.name().c_str(),
                                       static_cast<unsigned long long>(context_->packet->device),
                                       static_cast<long long>(context_->packet->base_time_ms),
                                       Arg(args, 0).ToText().c_str());
    GW_INFO("alert %s", text.c_str());
    if (sessions_ != nullptr) {
      sessions_->Broadcast(codec::Frame(codec::FrameType::kAlert, 0, text));
    }
  });
  engine_.OnAction("drop", [this](const rules::Rule&, const Args&) { context_->dropped = true; });
  engine_.OnAction("quality", [this](const rules::Rule&, const Args& args) {
    const double level = Arg(args, 0).ToNumber();
    for (codec::Sample& s : context_->packet->samples) {
      s.quality = static_cast<uint8_t>(std::fmin(std::fmax(level, 0), 3)) & 3;
    }
  });
  // set() adds to this packet, emit() makes a packet of its own that goes
  // through the rules again.
  engine_.OnAction("set", [this](const rules::Rule&, const Args& args) {
    codec::Sample sample(Arg(args, 0).ToText(), context_->packet->base_time_ms, Arg(args, 1));
    sample.derived = 1;
    for (codec::Sample& s : context_->packet->samples) {
      if (s.metric == sample.metric) {
        s = sample;
        return;
      }
    }
    context_->packet->samples.push_back(sample);
  });
  engine_.OnAction("emit", [this](const rules::Rule&, const Args& args) {
    Emit(*context_, Arg(args, 0).ToText(), Arg(args, 1));
  });
  // window(metric, agg, seconds) over what earlier packets of the device said.
  engine_.functions().Define(
      "window",
      [this](const Args& args) {
        series::Agg agg;
        if (!series::ParseAgg(args[1].ToText(), &agg))
          throw rules::EvalError("window: bad aggregate");
        return rules::Scalar(series_.Window(context_->packet->device, args[0].ToText(),
                                            static_cast<int64_t>(args[2].ToNumber() * 1000), agg));
      },
      3, 3);
}

void Pipeline::Emit(const Context& context, const std::string& metric, const rules::Scalar& value) {
  if (emit_depth_ >= kMaxEmitDepth || dispatcher_ == nullptr) {
    GW_WARN("emit of %s: too deep", metric.c_str());
    return;
  }
  ++stats_.derived;
  codec::Packet derived;
  derived.device = context.packet->device;
  derived.base_time_ms = context.packet->base_time_ms;
  derived.samples.emplace_back(metric, derived.base_time_ms, value);
  derived.samples.back().derived = 1;
  Context* saved = context_;
  ++emit_depth_;
  dispatcher_->Resubmit(derived);
  --emit_depth_;
  context_ = saved;
}

Status Pipeline::Validate(const codec::Packet& packet) const {
  if (packet.device == 0) return Status::Make(StatusCode::kInvalidArgument, "device 0");
  if (packet.samples.empty()) return Status::Make(StatusCode::kInvalidArgument, "no samples");
  for (const codec::Sample& s : packet.samples) {
    if (!IsMetricName(s.metric)) {
      return Status::Make(StatusCode::kInvalidArgument, "bad metric name '%s'",
                          EscapeBytes(s.metric).c_str());
    }
    if (s.value.kind() == codec::ValueKind::kDouble && !std::isfinite(s.value.AsDouble())) {
      return Status::Make(StatusCode::kInvalidArgument, "%s is not finite", s.metric.c_str());
    }
  }
  return Status();
}

Result Pipeline::Process(codec::Packet* packet, session::Session* origin, std::string* why) {
  typedef dedup::SequenceWindow::Verdict Verdict;
  Status status = Validate(*packet);
  if (!status.ok()) {
    *why = status.message();
    if (origin != nullptr) origin->NoteInvalidPacket(*why);
    return Result::kInvalid;
  }
  if (origin != nullptr) {
    const Verdict verdict = dedup_.Check(packet->device, packet->sequence);
    if (verdict == Verdict::kDuplicate) return Result::kDuplicate;
    if (verdict == Verdict::kTooOld) return Result::kTooOld;
  }
  plugins_.Process(packet);
  Context context;
  context.packet = packet;
  Context* saved = context_;
  context_ = &context;
  // Derived packets carry other metrics; they must not reset the edges of the device itself.
  engine_.Run(context, origin != nullptr ? packet->device : ~packet->device);
  context_ = saved;
  if (context.dropped || packet->samples.empty()) return Result::kDropped;
  stats_.samples += packet->samples.size();
  series_.Add(*packet);
  store::Record record;
  ByteBuffer bytes;
  codec::EncodePacket(*packet, &bytes);
  record.key = packet->device;
  record.time_ms = packet->base_time_ms;
  record.payload = bytes.ToString();
  status = log_->Append(record);
  if (status.ok()) return Result::kAccepted;
  *why = status.message();
  return Result::kFailed;
}

Result Pipeline::Ingest(codec::Packet packet, session::Session* origin, std::string* why) {
  std::lock_guard<std::recursive_mutex> lock(mu_);
  std::string ignored;
  const Result result = Process(&packet, origin, why != nullptr ? why : &ignored);
  ++stats_.results[kResultNames[static_cast<int>(result)]];
  return result;
}

void Pipeline::OnDeviceRestart(uint64_t device) {
  std::lock_guard<std::recursive_mutex> lock(mu_);
  dedup_.Reset(device);
  plugins_.ResetDevice(device);
}

Status Pipeline::Flush() {
  std::lock_guard<std::recursive_mutex> lock(mu_);
  return log_->Flush();
}

Stats Pipeline::stats() const {
  std::lock_guard<std::recursive_mutex> lock(mu_);
  return stats_;
}

std::string Pipeline::Report() const {
  std::lock_guard<std::recursive_mutex> lock(mu_);
  std::ostringstream os;
  for (const char* name : kResultNames) os << name << ' ' << stats_.results.at(name) << '\n';
  os << "samples " << stats_.samples << "\nalerts " << stats_.alerts << "\nderived "
     << stats_.derived << '\n';
  for (const auto& rule : engine_.rules()) {
    const rules::Rule::Stats& s = rule->stats();
    os << "rule " << rule->name() << " fired " << s.fired << " of " << s.evaluated << " errors "
       << s.errors << (rule->disabled() ? " (off)" : "") << '\n';
  }
  return os.str();
}
}  // namespace gateway::pipeline
