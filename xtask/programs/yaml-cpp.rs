//! What users of yaml-cpp do: emit YAML, load it, catch what it throws.

use std::pin::Pin;
use std::sync::{Arc, Mutex};

use cxx::UniquePtr;
use yaml_cpp::emitter_style::Value as Style;
use yaml_cpp::node_type::Value as Type;
use yaml_cpp::{Binary, EmitFromEvents, Emitter, EmitterManip, EventHandler, EventHandlerMethods, Mark, Node, Parser};

const ORDER: &[u8] = b"\
# an order
number: 34843
to: &address
  name: Chris
  city: [Royal Oak, \"MI\"]
bill: *address
items:
  - {what: ball, price: 45.5}
  - {what: bat, price: ~}
note: |
  two
  lines
flag: !local yes
";

fn main() {
    emitting();
    styles();
    loading();
    changing();
    documents();
    thrown();
    bytes();
    streaming();
    values();
    events();
}

fn loaded(text: &[u8]) -> UniquePtr<Node> {
    yaml_cpp::load(text).unwrap_or_else(|error| panic!("{error}"))
}

/// What `<<` is in C++.
struct Out(UniquePtr<Emitter>);

impl Out {
    fn manip(&mut self, value: EmitterManip) -> &mut Self {
        yaml_cpp::shift_left_emitter_emitter_manip(self.0.pin_mut(), value);
        self
    }

    fn text(&mut self, value: &str) -> &mut Self {
        self.0.pin_mut().write(value.as_bytes());
        self
    }

    fn int(&mut self, value: i32) -> &mut Self {
        yaml_cpp::shift_left_emitter_i32(self.0.pin_mut(), value);
        self
    }

    #[track_caller]
    fn is(&self, expected: &str) {
        assert!(self.0.good(), "{}", String::from_utf8_lossy(&self.0.get_last_error()));
        assert_eq!(self.0.c_str().unwrap().to_str().unwrap(), expected);
        assert_eq!(self.0.size(), expected.len());
    }
}

fn emitting() {
    let mut out = Out(Emitter::new());
    out.manip(EmitterManip::BEGIN_MAP).manip(EmitterManip::KEY).text("name").manip(EmitterManip::VALUE);
    yaml_cpp::shift_left_emitter_anchor(out.0.pin_mut(), &yaml_cpp::anchor(b"who"));
    out.text("Ryan Braun").manip(EmitterManip::KEY).text("home runs").manip(EmitterManip::VALUE);
    out.manip(EmitterManip::BEGIN_SEQ).int(32).int(-1).text("a: b").manip(EmitterManip::END_SEQ);
    out.text("also").manip(EmitterManip::VALUE);
    yaml_cpp::shift_left_emitter_alias(out.0.pin_mut(), &yaml_cpp::alias(b"who"));
    yaml_cpp::shift_left_emitter_comment(out.0.pin_mut(), &yaml_cpp::comment(b"the same"));
    out.text("half").manip(EmitterManip::VALUE);
    yaml_cpp::shift_left_emitter_f64(out.0.pin_mut(), 0.5);
    out.text("right").manip(EmitterManip::VALUE);
    yaml_cpp::shift_left_emitter_bool(out.0.pin_mut(), true);
    out.manip(EmitterManip::END_MAP);
    out.is("name: &who Ryan Braun\nhome runs:\n  - 32\n  - -1\n  - \"a: b\"\nalso: *who  # the same\nhalf: 0.5\nright: true");

    let mut wrong = Out(Emitter::new());
    wrong.manip(EmitterManip::END_SEQ);
    assert!(!wrong.0.good());
    assert_eq!(wrong.0.get_last_error(), b"unexpected end sequence token");
}

fn styles() {
    let mut out = Out(Emitter::new());
    out.manip(EmitterManip::FLOW).manip(EmitterManip::BEGIN_SEQ).manip(EmitterManip::HEX).int(255);
    out.manip(EmitterManip::DOUBLE_QUOTED).text("é").manip(EmitterManip::BEGIN_MAP).text("k").int(1);
    out.manip(EmitterManip::END_MAP).manip(EmitterManip::END_SEQ);
    out.is("[0xff, \"é\", {k: 1}]");

    let mut out = Out(Emitter::new());
    assert!(out.0.pin_mut().set_indent(4));
    assert!(!out.0.pin_mut().set_indent(0));
    assert!(out.0.pin_mut().set_string_format(EmitterManip::SINGLE_QUOTED));
    assert!(out.0.pin_mut().set_output_charset(EmitterManip::ESCAPE_NON_ASCII));
    assert!(!out.0.pin_mut().set_bool_format(EmitterManip::FLOW));
    out.manip(EmitterManip::BEGIN_MAP).text("a").manip(EmitterManip::BEGIN_SEQ).text("it's").text("ü");
    out.manip(EmitterManip::END_SEQ).manip(EmitterManip::END_MAP);
    out.is("'a':\n    -   'it''s'\n    -   \"\\xfc\"");
}

fn loading() {
    let order = loaded(ORDER);
    assert!(order.is_map().unwrap() && order.is_defined() && !order.is_sequence().unwrap());
    assert_eq!((order.size().unwrap(), order.type_().unwrap()), (6, Type::MAP));
    let scalar = loaded(b"!local 'two words'");
    assert!(scalar.is_scalar().unwrap());
    assert_eq!((scalar.scalar().unwrap(), scalar.tag().unwrap()), (&b"two words"[..], &b"!local"[..]));
    assert_eq!(loaded(b"[1, 2]").style().unwrap(), Style::FLOW);
    let mark = loaded(b"\n\n  - here").mark().unwrap();
    assert_eq!((mark.line, mark.column), (2, 2));
    assert!(loaded(b"~").is_null_().unwrap() && loaded(b"").is_null_().unwrap() && yaml_cpp::is_null_string(b"null"));
    // Keys that are nodes are looked up by what they are, not by what they say.
    let unknown = order.at(&loaded(b"number")).unwrap();
    assert!(!unknown.is_defined() && !unknown.to_bool() && !&*unknown == true);
    let again = yaml_cpp::load_reader(&mut &ORDER[..]).unwrap();
    assert_eq!(yaml_cpp::dump(&again), yaml_cpp::dump(&order));
    let mut out = Vec::new();
    yaml_cpp::shift_left_writer_node(&mut out, &order).unwrap();
    assert_eq!(out, yaml_cpp::dump(&order));
    let name = "program-yaml-cpp.yaml";
    std::fs::write(name, ORDER).unwrap();
    let from_file = yaml_cpp::load_file(name.as_bytes()).unwrap();
    assert_eq!(yaml_cpp::dump(&from_file), yaml_cpp::dump(&order));
    std::fs::remove_file(name).unwrap();
}

fn changing() {
    let mut node = Node::new();
    // SAFETY: nothing that a node has lent is in use.
    unsafe { node.pin_mut().push_back(&loaded(b"1")) }.unwrap();
    // SAFETY: as above.
    unsafe { node.pin_mut().push_back(&loaded(b"two words")) }.unwrap();
    let copy = node.copy();
    let deep = yaml_cpp::clone(&node);
    // SAFETY: as above.
    unsafe { node.pin_mut().push_back(&loaded(b"{a: b}")) }.unwrap();
    assert_eq!(yaml_cpp::dump(&node), b"- 1\n- two words\n- {a: b}");
    assert_eq!((copy.size().unwrap(), deep.size().unwrap()), (3, 2));

    let mut map = Node::from_value(Type::MAP);
    let key = loaded(b"key");
    // SAFETY: as above.
    unsafe { map.pin_mut().at_mut(&key) }.unwrap().pin_mut().assign(&deep).unwrap();
    assert!(map.at(&key).unwrap().is(&deep).unwrap());
    // SAFETY: as above.
    unsafe { map.pin_mut().set_style(Style::FLOW) }.unwrap();
    assert_eq!(yaml_cpp::dump(&map), b"{key: [1, two words]}");
    // SAFETY: as above.
    unsafe { map.pin_mut().set_tag(b"!mine") }.unwrap();
    assert_eq!(map.tag().unwrap(), b"!mine");
    // SAFETY: as above.
    assert!(unsafe { map.pin_mut().remove(&key) }.unwrap());
    assert_eq!(map.size().unwrap(), 0);
    // SAFETY: as above.
    unsafe { map.pin_mut().reset_with_rhs(&deep) }.unwrap();
    assert!(map.is(&deep).unwrap());
}

fn documents() {
    let all = yaml_cpp::load_all(b"--- 1\n--- [2]\n--- {3: 4}\n").unwrap();
    let types: Vec<Type> = all.iter().map(|node| node.type_().unwrap()).collect();
    assert_eq!(types, [Type::SCALAR, Type::SEQUENCE, Type::MAP]);
    assert!(yaml_cpp::load_all(b"").unwrap().is_empty());
}

fn thrown() {
    let error = yaml_cpp::load(b"a: [1, 2\nb: 3").err().unwrap();
    assert_eq!(error.type_name(), "YAML::ParserException");
    assert_eq!(error.to_string(), "yaml-cpp: error at line 2, column 2: end of sequence flow not found");
    let error = yaml_cpp::load_file(b"no such file.yaml").err().unwrap();
    assert_eq!((error.type_name(), error.to_string().as_str()), ("YAML::BadFile", "bad file: no such file.yaml"));
    let node = loaded(b"{a: 1}");
    // SAFETY: nothing that a node has lent is in use.
    let error = unsafe { loaded(b"a").pin_mut().at_mut(&node) }.err().unwrap();
    assert_eq!(error.type_name(), "YAML::BadSubscript");
    let error = node.at(&loaded(b"b")).unwrap().scalar().err().unwrap();
    assert_eq!(error.type_name(), "YAML::InvalidNode");
    assert!(error.to_string().contains("first invalid key: \"b\""), "{error}");
    // SAFETY: nothing that a node has lent is in use.
    let error = unsafe { loaded(b"x").pin_mut().push_back(&node) }.unwrap_err();
    assert_eq!(error.type_name(), "YAML::BadPushback");
    let error: Box<dyn std::error::Error> = Box::new(yaml_cpp::load(b"*nobody").err().unwrap());
    assert!(error.to_string().contains("the referenced anchor is not defined"), "{error}");
}

fn bytes() {
    let every: Vec<u8> = (0..=255).collect();
    let coded = yaml_cpp::encode_base64(&every);
    assert!(coded.starts_with(b"AAECAwQF"));
    assert_eq!(yaml_cpp::decode_base64(&coded), every);
    let mut out = Out(Emitter::new());
    // SAFETY: the bytes stay for ever.
    let binary = unsafe { Binary::new(b"\xFF\0\xFE") };
    yaml_cpp::shift_left_emitter_binary(out.0.pin_mut(), &binary);
    out.is("!!binary \"/wD+\"");
    // What is no UTF-8 is read and written as it is; quoted, it becomes the replacement character.
    assert_eq!(loaded(b"caf\xE9 ").scalar().unwrap(), b"caf\xE9");
    assert_eq!(yaml_cpp::dump(&loaded(b"caf\xE9 ")), b"caf\xE9");
    assert_eq!(yaml_cpp::dump(&loaded(b"'caf\xE9: '")), "\"caf\u{FFFD}: \"".as_bytes());
    assert_eq!(loaded(b"\"\\0\\xe9\"").scalar().unwrap(), "\0é".as_bytes());
    // UTF-16 is understood.
    let utf16: Vec<u8> = "\u{FEFF}[é]".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(yaml_cpp::dump(&loaded(&utf16)), "[é]".as_bytes());
}

/// A document from a reader to a writer, event by event: nobody holds it as a whole.
fn streaming() {
    let mut written = Vec::new();
    let mut emitter = Emitter::from_writer(Box::new(&mut written)).unwrap();
    let mut parser = Parser::from_reader(Box::new(&b"{a: [1, 2]}"[..])).unwrap();
    // SAFETY: the emitter lives longer, and nothing else uses it.
    let mut events = unsafe { EmitFromEvents::new(emitter.pin_mut()) };
    assert!(parser.pin_mut().handle_next_document(events.pin_mut().as_event_handler_mut()).unwrap());
    assert!(!parser.pin_mut().handle_next_document(events.pin_mut().as_event_handler_mut()).unwrap());
    drop(events);
    assert!(emitter.good());
    emitter.finish().unwrap();
    parser.finish().unwrap();
    assert_eq!(String::from_utf8_lossy(&written), "{a: [1, 2]}");

    let node = loaded(b"[1, 2]");
    assert_eq!((node.to_string(), format!("{node:?}")), ("[1, 2]".to_owned(), "Node([1, 2])".to_owned()));
}

/// What `as<T>()`, `node["key"]` and loops over nodes are in C++.
fn values() {
    let order = loaded(ORDER);
    let get = |key: &str| order.at_bytes(key.as_bytes()).unwrap();
    assert_eq!((get("number").as_int().unwrap(), get("number").as_double().unwrap()), (34843, 34843.0));
    assert_eq!(get("to").at_bytes(b"name").unwrap().as_string().unwrap(), b"Chris");
    assert!(get("bill").is(&get("to")).unwrap());
    let error = get("note").as_bool().unwrap_err();
    assert!(error.type_name().contains("TypedBadConversion<bool>"), "{error:?}");
    assert_eq!(get("nothing").as_int_int(7).unwrap(), 7);
    assert_eq!(loaded(b"[3, 1, 2]").as_vector_int().unwrap(), [3, 1, 2]);

    let keys: Vec<Vec<u8>> = order.iter().map(|pair| pair.to_pair().0.as_string().unwrap()).collect();
    assert_eq!(keys, [&b"number"[..], b"to", b"bill", b"items", b"note", b"flag"]);
    let mut prices = Vec::new();
    for item in &*get("items") {
        prices.push(item.as_node().at_bytes(b"price").unwrap().as_string().unwrap());
    }
    assert_eq!(prices, [&b"45.5"[..], b"null"]);
    let many: Vec<u8> = (0..1000).flat_map(|n| format!("- {n}\n").into_bytes()).collect();
    assert_eq!(loaded(&many).iter().map(|n| n.as_node().as_int().unwrap()).sum::<i32>(), 499_500);
    assert_eq!(loaded(b"[]").iter().count() + loaded(&many).iter().take(70).count(), 70);
}

/// Writes down what happens.
struct Events(Arc<Mutex<String>>);

impl Events {
    fn say(&self, what: &str) {
        self.0.lock().unwrap().push_str(what);
    }
}

impl EventHandlerMethods for Events {
    fn on_document_start(&self, _: Pin<&mut EventHandler>, _: &Mark) {
        self.say("doc ");
    }

    fn on_document_end(&self, _: Pin<&mut EventHandler>) {
        self.say("end");
    }

    fn on_null(&self, _: Pin<&mut EventHandler>, _: &Mark, _: usize) {
        self.say("null ");
    }

    fn on_alias(&self, _: Pin<&mut EventHandler>, _: &Mark, anchor: usize) {
        self.say(&format!("*{anchor} "));
    }

    fn on_scalar(&self, _: Pin<&mut EventHandler>, mark: &Mark, _: &[u8], _: usize, value: &[u8]) {
        self.say(&format!("{}@{} ", String::from_utf8_lossy(value), mark.column));
    }

    fn on_sequence_start(&self, _: Pin<&mut EventHandler>, _: &Mark, _: &[u8], anchor: usize, style: Style) {
        self.say(&format!("[{anchor}{style:?} "));
    }

    fn on_sequence_end(&self, _: Pin<&mut EventHandler>) {
        self.say("] ");
    }

    fn on_map_start(&self, _: Pin<&mut EventHandler>, _: &Mark, tag: &[u8], _: usize, _: Style) {
        self.say(&format!("{{{} ", String::from_utf8_lossy(tag)));
    }

    fn on_map_end(&self, _: Pin<&mut EventHandler>) {
        self.say("} ");
    }
}

/// The events of a document, handled in Rust.
fn events() {
    let said = Arc::new(Mutex::new(String::new()));
    let mut handler = EventHandler::implement(Box::new(Events(Arc::clone(&said))));
    let mut parser = Parser::from_reader(Box::new(&b"!t {a: &x [1, ~], b: *x}"[..])).unwrap();
    assert!(parser.pin_mut().handle_next_document(handler.pin_mut()).unwrap());
    assert_eq!(*said.lock().unwrap(), "doc {!t a@4 [1Flow 1@11 null ] b@18 *1 } end");
    let mut wrong = Parser::from_reader(Box::new(&b"[1, 2"[..])).unwrap();
    let error = wrong.pin_mut().handle_next_document(handler.pin_mut()).unwrap_err();
    assert_eq!(error.type_name(), "YAML::ParserException");
    drop(handler);
    assert_eq!(Arc::strong_count(&said), 1);
}
