//! What users of re2 do: match, find, replace, ask for groups, match many patterns at once.

use cxx::UniquePtr;
use re2::re2::options::Encoding;
use re2::re2::set::{ErrorInfo, ErrorKind};
use re2::re2::{Anchor, CannedOptions, ErrorCode, Options, Set};
use re2::{FilteredRE2, RE2, StringPiece};

fn main() {
    matching();
    groups();
    replacing();
    invalid();
    options();
    bytes();
    sets();
    filtered();
    pieces();
}

fn quiet() -> UniquePtr<Options> {
    Options::from_canned_options(CannedOptions::QUIET)
}

fn compiled(pattern: &str) -> UniquePtr<RE2> {
    let re = RE2::new_string_piece_options(pattern.as_bytes(), &quiet());
    assert!(re.ok(), "{pattern}: {}", String::from_utf8_lossy(re.error()));
    re
}

/// Where the first match is.
fn found<'t>(re: &RE2, text: &'t [u8], anchor: Anchor) -> Option<&'t [u8]> {
    let mut whole = StringPiece::new();
    // SAFETY: room for one match, and one is asked for.
    if !unsafe { re.match_(text, 0, text.len(), anchor, whole.pin_mut(), 1) } {
        return None;
    }
    let start = text.windows(whole.size()).position(|window| window == whole.to_string())?;
    Some(&text[start..start + whole.size()])
}

fn matching() {
    let re = compiled(r"h.*o");
    assert_eq!(found(&re, b"hello", Anchor::ANCHOR_BOTH), Some(&b"hello"[..]));
    assert_eq!(found(&re, b"oh hello!", Anchor::ANCHOR_BOTH), None);
    assert_eq!(found(&re, b"oh hello!", Anchor::ANCHOR_START), None);
    assert_eq!(found(&re, b"oh hello!", Anchor::UNANCHORED), Some(&b"h hello"[..]));
    assert_eq!(found(&compiled("e"), b"hello", Anchor::UNANCHORED), Some(&b"e"[..]));
    assert_eq!(found(&compiled("x"), b"hello", Anchor::UNANCHORED), None);
    assert_eq!(re.pattern(), b"h.*o");
    assert!(re.program_size() > 0 && re.reverse_program_size() > 0);
    let (mut min, mut max) = (Vec::new(), Vec::new());
    assert!(compiled("(?i)abc").possible_match_range(&mut min, &mut max, 10));
    assert_eq!((&min[..], &max[..]), (&b"ABC"[..], &b"abc"[..]));
}

fn groups() {
    let re = compiled(r"(?P<word>\w+):(?P<number>\d+)(;)?");
    assert_eq!(re.number_of_capturing_groups(), 3);
    let named = re.named_capturing_groups();
    assert_eq!(named.into_iter().collect::<Vec<_>>(), [(b"number".to_vec(), 2), (b"word".to_vec(), 1)]);
    assert_eq!(re.capturing_group_names()[&2], b"number");
    let mut out = Vec::new();
    assert!(RE2::extract(b"see ruby:1234 there", &re, br"<\2> of <\1>", &mut out));
    assert_eq!(out, b"<1234> of <ruby>");
    assert!(!RE2::extract(b"nothing", &re, br"\1", &mut out));
    assert_eq!(out, b"<1234> of <ruby>");
    assert_eq!(RE2::max_submatch(br"\0 \12 \3"), 3);
}

fn replacing() {
    let re = compiled("b+");
    let mut text = b"yabba dabba doo".to_vec();
    assert!(RE2::replace(&mut text, &re, b"d"));
    assert_eq!(text, b"yada dabba doo");
    assert_eq!(RE2::global_replace(&mut text, &re, br"<\0>"), 1);
    assert_eq!(text, b"yada da<bb>a doo");
    assert_eq!(RE2::global_replace(&mut text, &compiled("[aeiou]"), b""), 6);
    assert_eq!(text, b"yd d<bb> d");
    assert!(!RE2::replace(&mut text, &compiled("x"), b"y"));
    let mut error = Vec::new();
    assert!(re.check_rewrite_string(br"\0", &mut error));
    assert!(!re.check_rewrite_string(br"\1", &mut error));
    assert!(String::from_utf8(error).unwrap().contains("parenthesized"));
    assert_eq!(RE2::quote_meta(b"1.5 (2)\0"), br"1\.5\ \(2\)\x00");
    let quoted = RE2::from_bytes(&RE2::quote_meta(b"a+b"));
    assert!(found(&quoted, b"a+b", Anchor::ANCHOR_BOTH).is_some());
    assert!(found(&quoted, b"aab", Anchor::ANCHOR_BOTH).is_none());
}

fn invalid() {
    let re = RE2::new_string_piece_options(b"a(b", &quiet());
    assert!(!re.ok());
    assert_eq!(re.error_code(), ErrorCode::ERROR_MISSING_PAREN);
    assert_eq!((re.error(), re.error_arg()), (&b"missing ): a(b"[..], &b"a(b"[..]));
    assert_eq!(found(&re, b"ab", Anchor::UNANCHORED), None);
    let re = RE2::new_string_piece_options(b"x[z-a]", &quiet());
    assert_eq!((re.error_code(), re.error_arg()), (ErrorCode::ERROR_BAD_CHAR_RANGE, &b"z-a"[..]));
    let re = RE2::new_string_piece_options(b"a\xFFb", &quiet());
    assert_eq!(re.error_code(), ErrorCode::ERROR_BAD_UTF8);
    assert_eq!(format!("{:?}", ErrorCode::ERROR_BAD_UTF8), "ErrorBadUTF8");
    assert_eq!(re.number_of_capturing_groups(), -1);
}

fn options() {
    let mut options = quiet();
    assert!(!options.log_errors() && options.case_sensitive());
    options.pin_mut().set_case_sensitive(false);
    options.pin_mut().set_dot_nl(true);
    let re = RE2::new_string_piece_options(b"ABC.d", &options);
    assert!(found(&re, b"abc\nD", Anchor::ANCHOR_BOTH).is_some());
    assert!(!re.options().case_sensitive());
    let copy = options.copy_object();
    options.pin_mut().set_case_sensitive(true);
    assert!(!copy.case_sensitive());
    options.pin_mut().set_literal(true);
    let re = RE2::new_string_piece_options(b"(x", &options);
    assert!(re.ok() && found(&re, b"a(x)", Anchor::UNANCHORED).is_some());
    options.pin_mut().set_literal(false);
    options.pin_mut().set_max_mem(1000);
    let re = RE2::new_string_piece_options(b"((a{100}){100}){10}", &options);
    assert!(!re.ok());
}

fn bytes() {
    let mut options = quiet();
    options.pin_mut().set_encoding(Encoding::ENCODING_LATIN1);
    let re = RE2::new_string_piece_options(b"[\xE0-\xFF]+", &options);
    assert_eq!(found(&re, b"caf\xE9\xE8!", Anchor::UNANCHORED), Some(&b"\xE9\xE8"[..]));
    assert_eq!(re.pattern(), b"[\xE0-\xFF]+");
    let re = compiled("a\\x00b");
    assert_eq!(found(&re, b"-a\0b-", Anchor::UNANCHORED), Some(&b"a\0b"[..]));
    let mut text = b"\xFFe\xFE".to_vec();
    assert!(RE2::replace(&mut text, &compiled("e"), b"\x80"));
    assert_eq!(text, b"\xFF\x80\xFE");
}

fn sets() {
    let mut set = Set::new(&quiet(), Anchor::UNANCHORED);
    let mut error = Vec::new();
    for (index, pattern) in [&b"foo"[..], b"\\d+", b"^b"].into_iter().enumerate() {
        assert_eq!(set.pin_mut().add(pattern, &mut error), index as i32);
    }
    assert_eq!(set.pin_mut().add(b"(", &mut error), -1);
    assert_eq!(error, b"missing ): (");
    let mut matches = vec![7];
    let mut info = ErrorInfo { kind: ErrorKind::K_NO_ERROR };
    assert!(!set.match_string_piece_i32s_mut_error_info(b"foo", &mut matches, &mut info));
    assert_eq!(info.kind, ErrorKind::K_NOT_COMPILED);
    assert!(set.pin_mut().compile());
    assert!(set.match_(b"bar 12 foo", &mut matches));
    matches.sort();
    assert_eq!(matches, [0, 1, 2]);
    assert!(!set.match_(b"quux", &mut matches));
    assert!(matches.is_empty());
}

fn filtered() {
    let mut filter = FilteredRE2::new();
    let options = quiet();
    let mut id = -1;
    assert_eq!(filter.pin_mut().add(b"hello.*world", &options, &mut id), ErrorCode::NO_ERROR);
    assert_eq!(filter.pin_mut().add(b"good(bye)?", &options, &mut id), ErrorCode::NO_ERROR);
    assert_eq!((id, filter.num_regexps()), (1, 2));
    assert_eq!(filter.pin_mut().add(b"[", &options, &mut id), ErrorCode::ERROR_MISSING_BRACKET);
    let mut atoms = Vec::new();
    filter.pin_mut().compile(&mut atoms);
    let text = b"hello, world";
    let present: Vec<i32> =
        (0..).zip(&atoms).filter(|(_, a)| text.windows(a.len()).any(|w| w == &a[..])).map(|(i, _)| i).collect();
    assert!(!present.is_empty() && present.len() < atoms.len(), "{atoms:?}");
    assert_eq!(filter.first_match(text, &present), 0);
    let mut all = Vec::new();
    assert!(filter.all_matches(text, &present, &mut all));
    assert_eq!(all, [0]);
    assert_eq!(filter.slow_first_match(b"goodbye"), 1);
    assert_eq!(filter.get_re2(1).pattern(), b"good(bye)?");
}

fn pieces() {
    let text = b"one\0two\xFF";
    let mut piece = StringPiece::new_cstr_usize(text);
    assert_eq!((piece.size(), piece.at(3), piece.at(7)), (8, 0, 0xFF));
    assert!(piece.starts_with(b"one\0") && piece.ends_with(b"\xFF") && piece.contains(b"\0t"));
    assert_eq!((piece.find(b"two"), piece.find(b"three")), (4, re2::string_piece::NPOS));
    assert_eq!(piece.substr_with_n(4, 3), b"two");
    piece.pin_mut().remove_prefix(4);
    piece.pin_mut().remove_suffix(1);
    assert_eq!(piece.as_string(), b"two");
    assert!(piece.compare(b"twp") < 0 && re2::less_than(b"a", b"b") && !re2::equals(b"a", b"b"));
    let mut out = Vec::new();
    re2::shift_left(&mut out, b"to \xFE").unwrap();
    assert_eq!(out, b"to \xFE");
}
