//! What users of jsoncpp do: build values, parse text, look at what is wrong with it, write it again.

use std::pin::Pin;

use cxx::UniquePtr;
use libjsoncpp::{
    CharReaderBuilder, CommentPlacement, FastWriter, Features, Path, Reader, StreamWriterBuilder, StyledStreamWriter,
    StyledWriter, Value, ValueType, Writer, WriterMethods,
};

const BOOK: &[u8] = br#"// a book
{
    "title": "Ulysses",
    "pages": 730,
    "price": 12.5,
    "lent": false,
    "isbn": null,
    "tags": ["novel", "dublin", 1922],
    "by": {"name": "Joyce", "born": 1882}
}"#;

fn main() {
    building();
    parsing();
    memory();
    numbers();
    walking();
    errors();
    changing();
    writing();
    comments();
    bytes();
    paths();
    readers();
    in_rust();
}

fn parsed(text: &[u8]) -> Result<UniquePtr<Value>, String> {
    let builder = CharReaderBuilder::new().unwrap();
    let mut root = Value::new();
    let mut errors = Vec::new();
    match libjsoncpp::parse_from_stream(builder.as_factory(), &mut &text[..], root.pin_mut(), &mut errors).unwrap() {
        true => Ok(root),
        false => Err(String::from_utf8(errors).unwrap()),
    }
}

/// On one line.
fn compact(value: &Value) -> Vec<u8> {
    let mut builder = StreamWriterBuilder::new().unwrap();
    let none = Value::from_bytes(b"").unwrap();
    builder.pin_mut().at(b"indentation").unwrap().assign(&none).unwrap();
    libjsoncpp::write_string(builder.as_factory(), value).unwrap()
}

#[track_caller]
fn writes(value: &Value, expected: &str) {
    assert_eq!(String::from_utf8(compact(value)).unwrap(), expected);
}

fn building() {
    let mut root = Value::new_with_type(ValueType::OBJECT_VALUE);
    let mut object = root.pin_mut();
    object.as_mut().at_cstr_mut(c"name").unwrap().assign_value_owned(Value::from_bytes(b"caf\xC3\xA9").unwrap());
    object.as_mut().at_bytes_mut(b"count").unwrap().assign_value_owned(Value::from_i32(-3));
    let mut list = object.as_mut().at_cstr_mut(c"list").unwrap();
    for number in 0..3 {
        list.as_mut().append_value_owned(Value::from_u32(number)).unwrap();
    }
    assert!(list.as_mut().insert_u32_value_owned(1, Value::from_bool(true)).unwrap());
    assert!(!list.as_mut().insert(9, &Value::from_f64(0.5)).unwrap());
    writes(&root, r#"{"count":-3,"list":[0,true,1,2],"name":"caf\u00e9"}"#);
    assert_eq!((root.type_(), root.size()), (ValueType::OBJECT_VALUE, 3));
    assert_eq!(root.get_member_names().unwrap(), [&b"count"[..], b"list", b"name"]);
}

fn parsing() {
    let root = parsed(BOOK).unwrap();
    let at = |key: &[u8]| root.at_bytes(key).unwrap();
    assert_eq!(at(b"title").as_string().unwrap(), b"Ulysses");
    assert_eq!(at(b"title").as_c_string().unwrap(), Some(c"Ulysses"));
    assert_eq!(at(b"pages").as_int().unwrap(), 730);
    assert_eq!(at(b"price").as_double().unwrap(), 12.5);
    assert!(!at(b"lent").as_bool().unwrap() && at(b"lent").is_bool());
    assert!(at(b"isbn").is_null_() && at(b"nothing").is_null_());
    assert!(root.is_member(c"isbn").unwrap() && !root.is_member_bytes(b"nothing").unwrap());
    let tags = at(b"tags");
    assert!(tags.is_array() && tags.size() == 3 && tags.is_valid_index(2) && !tags.is_valid_index(3));
    assert_eq!(tags.at(1).unwrap().as_string().unwrap(), b"dublin");
    assert_eq!(tags.at_i32(2).unwrap().as_string().unwrap(), b"1922");
    assert_eq!(at(b"by").at_cstr(c"born").unwrap().as_u_int64().unwrap(), 1882);
    let other = Value::from_bytes(b"?").unwrap();
    assert_eq!(root.get_cstr_value(c"publisher", &other).unwrap().as_string().unwrap(), b"?");
    assert_eq!(root.get_bytes_value(b"pages", &other).unwrap().as_int().unwrap(), 730);
    assert!(parsed(BOOK).unwrap().equals(&root).unwrap());
}

/// Text in memory, by a reader that is used again.
fn memory() {
    let builder = CharReaderBuilder::new().unwrap();
    let mut reader = builder.new_char_reader().unwrap();
    let (mut root, mut errors) = (Value::new(), Vec::new());
    assert!(reader.pin_mut().parse(BOOK, root.pin_mut(), &mut errors).unwrap());
    assert!(root.equals(&parsed(BOOK).unwrap()).unwrap() && errors.is_empty());
    assert!(!reader.pin_mut().parse(&BOOK[..40], root.pin_mut(), &mut errors).unwrap());
    assert!(String::from_utf8(errors).unwrap().contains("Missing '}' or object member name"));
}

fn numbers() {
    let root = parsed(b"[9223372036854775807, 18446744073709551615, -1, 1e300, 1.0]").unwrap();
    let at = |index| root.at(index).unwrap();
    assert_eq!(at(0).as_int64().unwrap(), i64::MAX);
    assert_eq!(at(1).as_u_int64().unwrap(), u64::MAX);
    assert!(!at(1).is_int64() && at(1).is_u_int64() && at(4).is_integral() && !at(3).is_integral());
    for (value, what) in [
        (at(0).as_int().map(|_| ()), "LargestInt out of Int range"),
        (at(2).as_u_int().map(|_| ()), "LargestInt out of UInt range"),
        (at(3).as_int().map(|_| ()), "double out of Int range"),
        (root.as_int().map(|_| ()), "Value is not convertible to Int."),
    ] {
        let error = value.unwrap_err();
        assert_eq!((error.type_name(), error.to_string()), ("Json::LogicError", what.to_owned()));
    }
    assert_eq!(libjsoncpp::value_to_string_f64_u32_precision_type(0.25), b"0.25");
    assert_eq!(libjsoncpp::value_to_string_i64(i64::MIN), i64::MIN.to_string().as_bytes());
    assert_eq!(libjsoncpp::value_to_quoted_string(c"a\"b\n"), br#""a\"b\n""#);
}

/// Every member of an object, by iterators.
fn walking() {
    let root = parsed(BOOK).unwrap();
    let mut names = Vec::new();
    let mut here = root.begin();
    let end = root.end();
    while here.as_value_iterator_base() != end.as_value_iterator_base() {
        names.push((here.as_value_iterator_base().name(), here.target().type_()));
        here.pin_mut().increment();
    }
    assert_eq!(names.len(), 7);
    assert_eq!(names[0], (b"by".to_vec(), ValueType::OBJECT_VALUE));
    assert_eq!(names[6], (b"title".to_vec(), ValueType::STRING_VALUE));
    assert_eq!(end.as_value_iterator_base().subtract(root.begin().as_value_iterator_base()), 7);
}

fn errors() {
    let error = parsed(b"{\"a\": [1, 2,, 3]}").err().unwrap();
    assert!(error.contains("Line 1, Column 13") && error.contains("value, object or array expected"), "{error}");
    assert!(parsed(b"{\"a\" 1}").err().unwrap().contains("Missing ':' after object member name"));
    assert!(parsed(b"").is_err());
    let mut root = Value::new();
    let thrown = libjsoncpp::shift_right(&mut &b"[1"[..], root.pin_mut()).unwrap_err();
    assert_eq!(thrown.type_name(), "Json::RuntimeError");
    assert!(thrown.to_string().contains("Missing ',' or ']'"), "{thrown}");
    libjsoncpp::shift_right(&mut &b"[1]"[..], root.pin_mut()).unwrap();
    writes(&root, "[1]");
    assert!(root.at_cstr(c"key").is_err());
    let thrown = libjsoncpp::throw_logic_error(b"\xFFwrong\xFE").unwrap_err();
    assert_eq!((thrown.type_name(), thrown.message()), ("Json::LogicError", &b"\xFFwrong\xFE"[..]));

    let mut strict = CharReaderBuilder::new().unwrap();
    CharReaderBuilder::strict_mode(strict.pin_mut().settings_mut()).unwrap();
    assert!(!strict.settings().at_cstr(c"allowComments").unwrap().as_bool().unwrap());
    let mut errors = Vec::new();
    assert!(!libjsoncpp::parse_from_stream(strict.as_factory(), &mut &BOOK[..], root.pin_mut(), &mut errors).unwrap());
    assert!(!errors.is_empty());
    let mut invalid = Value::new();
    assert!(strict.validate(invalid.pin_mut()).unwrap());
    strict.pin_mut().at(b"no such setting").unwrap().assign(&Value::from_bool(true)).unwrap();
    assert!(!strict.validate(invalid.pin_mut()).unwrap());
    assert_eq!(invalid.get_member_names().unwrap(), [b"no such setting"]);
}

fn changing() {
    let mut root = parsed(b"{\"a\": [1, 2, 3], \"b\": {\"c\": 4}}").unwrap();
    let mut removed = Value::new();
    let mut list = root.pin_mut().at_cstr_mut(c"a").unwrap();
    assert!(list.as_mut().remove_index(0, removed.pin_mut()).unwrap());
    assert_eq!(removed.as_int().unwrap(), 1);
    list.as_mut().at_mut(0).unwrap().assign_value_owned(Value::from_f64(2.5));
    list.resize(1).unwrap();
    root.pin_mut().remove_member(c"nothing").unwrap();
    assert!(root.pin_mut().remove_member_bytes_value(b"b", removed.pin_mut()).unwrap());
    writes(&removed, r#"{"c":4}"#);
    writes(&root, r#"{"a":[2.5]}"#);
    libjsoncpp::swap(root.pin_mut(), removed.pin_mut());
    writes(&root, r#"{"c":4}"#);
    let copy = root.copy().unwrap();
    let taken = root.pin_mut().take();
    assert!(root.is_null_() && taken.equals(&copy).unwrap());
    assert!(Value::from_i32(1).less_than(&Value::from_i32(2)).unwrap());
    removed.pin_mut().clear().unwrap();
    assert!(removed.empty());
}

fn writing() {
    let root = parsed(b"{\"a\": [1, {\"b\": \"c\"}], \"d\": null}").unwrap();
    let mut fast = FastWriter::new();
    fast.pin_mut().omit_ending_line_feed();
    assert_eq!(fast.pin_mut().write(&root).unwrap(), br#"{"a":[1,{"b":"c"}],"d":null}"#);
    let styled = StyledWriter::new().pin_mut().write(&root).unwrap();
    assert!(root.to_styled_string().unwrap().starts_with(b"{\n\t\"a\" : \n\t[\n\t\t1,\n"));
    assert!(styled.starts_with(b"{\n   \"a\" : [\n"), "{}", String::from_utf8_lossy(&styled));
    let mut out = Vec::new();
    StyledStreamWriter::new_with_indentation(b"..").pin_mut().write(&mut out, &root).unwrap();
    assert!(out.starts_with(b"{\n..\"a\" :"), "{}", String::from_utf8_lossy(&out));
    let builder = StreamWriterBuilder::new().unwrap();
    let mut writer = builder.new_stream_writer().unwrap();
    let mut out = Vec::new();
    assert_eq!(writer.pin_mut().write(&root, &mut out).unwrap(), 0);
    assert!(out.starts_with(b"{\n\t\"a\" : \n"), "{}", String::from_utf8_lossy(&out));
    let error = writer.pin_mut().write(&root, &mut Full).unwrap_err();
    assert!(error.to_string().contains("no room"), "{error}");
    let mut out = Vec::new();
    libjsoncpp::shift_left(&mut out, &root).unwrap();
    assert!(parsed(&out).unwrap().equals(&root).unwrap());
}

struct Full;

impl std::io::Write for Full {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("no room"))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn comments() {
    let mut value = Value::from_i32(1);
    value.pin_mut().set_comment(c"// one", CommentPlacement::COMMENT_BEFORE).unwrap();
    assert!(value.has_comment(CommentPlacement::COMMENT_BEFORE));
    assert!(!value.has_comment(CommentPlacement::COMMENT_AFTER));
    assert_eq!(value.get_comment(CommentPlacement::COMMENT_BEFORE), b"// one");
    let text = String::from_utf8(parsed(BOOK).unwrap().to_styled_string().unwrap()).unwrap();
    assert!(text.trim_start().starts_with("// a book\n{"), "{text}");
    assert!(value.pin_mut().set_comment(c"no comment", CommentPlacement::COMMENT_AFTER).is_err());
}

/// Strings may hold zeros, and bytes that are no UTF-8.
fn bytes() {
    let text = b"\0caf\xE9\0\xFF";
    let value = Value::from_bytes(text).unwrap();
    assert_eq!(value.as_string().unwrap(), text);
    let mut object = Value::new();
    object.pin_mut().at_bytes_mut(b"k\0\xFE").unwrap().assign(&value).unwrap();
    assert_eq!(object.get_member_names().unwrap(), [b"k\0\xFE"]);
    assert_eq!(object.at_bytes(b"k\0\xFE").unwrap().as_string().unwrap(), text);
    assert!(object.at_bytes(b"k").unwrap().is_null_());
    let back = parsed(b"\"caf\xE9 \\u00e9 \\u0000\"").unwrap();
    assert_eq!(back.as_string().unwrap(), b"caf\xE9 \xC3\xA9 \0");
}

fn paths() {
    let mut root = parsed(b"{\"a\": [{\"b\": 1}, {\"b\": 2}]}").unwrap();
    assert_eq!(Path::new(b".a[1].b").resolve(&root).unwrap().as_int().unwrap(), 2);
    let other = Value::from_i32(-1);
    assert_eq!(Path::new(b".a[7].b").resolve_value_value(&root, &other).unwrap().as_int().unwrap(), -1);
    let path = Path::new(b".x.y");
    // SAFETY: the result goes before the value and the path.
    unsafe { path.make(root.pin_mut()) }.unwrap().assign_value_owned(Value::from_bool(true));
    writes(&root, r#"{"a":[{"b":1},{"b":2}],"x":{"y":true}}"#);
}

/// The older reader, which says where each error is.
fn readers() {
    let mut reader = Reader::from_features(&Features::strict_mode());
    let mut root = Value::new();
    let text = b"[1, x]";
    // SAFETY: the text and the value outlive the reader's use of them.
    assert!(!unsafe { reader.pin_mut().parse(text, root.pin_mut()) }.unwrap());
    let errors = reader.get_structured_errors();
    assert_eq!((errors.len(), errors[0].offset_start(), errors[0].offset_limit()), (1, 4, 5));
    assert!(String::from_utf8(errors[0].message().to_vec()).unwrap().contains("value, object or array expected"));
    assert!(String::from_utf8(reader.get_formatted_error_messages()).unwrap().starts_with("* Line 1, Column 5\n"));
    assert!(!reader.good());
}

/// Writes how many values there are.
struct Counter;

impl WriterMethods for Counter {
    fn write(&self, _: Pin<&mut Writer>, root: &Value) -> Vec<u8> {
        format!("{} members\0", root.size()).into_bytes()
    }
}

fn in_rust() {
    let mut writer = Writer::implement(Box::new(Counter));
    assert_eq!(writer.pin_mut().write(&parsed(BOOK).unwrap()).unwrap(), b"7 members\0");
}
