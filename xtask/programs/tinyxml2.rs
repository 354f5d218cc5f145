//! What users of tinyxml2 do: parse XML, look around in it, change it, print it.

use std::ffi::CStr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use cxx::UniquePtr;
use tinyxml2::{
    Whitespace, XMLAttribute, XMLComment, XMLDocument, XMLElement, XMLError, XMLHandle, XMLNode, XMLPrinter, XMLText,
    XMLUtil, XMLVisitor, XMLVisitorMethods,
};

const PLAY: &[u8] = br#"<?xml version="1.0"?>
<!-- a play -->
<play genre="tragedy" acts="5">
    <title lang='da'>Amleto &amp; &#x48;&lt;co&gt;</title>
    <cast>
        <person lines="1422">Hamlet</person>
        <person lines="3">Ghost</person>
        <person lines="many">Crowd</person>
    </cast>
    <![CDATA[ <not> an & element ]]>
</play>
"#;

fn main() {
    reading();
    numbers();
    building();
    changing();
    errors();
    bytes();
    files();
    printing();
    handles();
    whitespace();
    utilities();
    visited_in_rust();
}

fn parsed(xml: &[u8]) -> UniquePtr<XMLDocument> {
    let mut document = XMLDocument::new();
    let error = document.pin_mut().parse_with_n_bytes(xml);
    assert_eq!(error, XMLError::XML_SUCCESS, "{:?}", document.error_str());
    document
}

fn printed(document: &XMLDocument, compact: bool) -> Vec<u8> {
    // SAFETY: without a file there is none to be kept.
    let mut printer = unsafe { XMLPrinter::new_with_compact(None, compact) };
    document.print_with_streamer(Some(printer.pin_mut()));
    let text = printer.c_str().unwrap().to_bytes();
    assert_eq!(printer.c_str_size() as usize, text.len() + 1);
    text.to_vec()
}

#[track_caller]
fn prints(document: &XMLDocument, expected: &str) {
    assert_eq!(String::from_utf8(printed(document, true)).unwrap(), expected);
}

fn child<'a>(node: &'a XMLNode, name: &CStr) -> &'a XMLElement {
    node.first_child_element_with_name(Some(name)).unwrap_or_else(|| panic!("no {name:?}"))
}

fn root(document: &mut UniquePtr<XMLDocument>) -> Pin<&mut XMLElement> {
    document.pin_mut().root_element_mut().unwrap()
}

fn reading() {
    let document = parsed(PLAY);
    let comment = document.first_child().unwrap().next_sibling().unwrap();
    assert_eq!(comment.to_comment().unwrap().value(), Some(c" a play "));
    assert!(comment.to_element().is_none());
    let play = document.root_element().unwrap();
    assert_eq!((play.name(), play.attribute(c"genre")), (Some(c"play"), Some(c"tragedy")));
    assert_eq!(play.attribute(c"year"), None);
    assert_eq!(play.get_line_num(), 3);
    let title = child(play, c"title");
    assert_eq!(title.get_text(), Some(c"Amleto & H<co>"));

    let cast = child(play, c"cast");
    let mut names = Vec::new();
    let mut person = cast.first_child_element();
    while let Some(element) = person {
        names.push(element.get_text().unwrap().to_str().unwrap());
        assert_eq!(element.parent().unwrap().to_element().unwrap().name(), Some(c"cast"));
        person = element.next_sibling_element();
    }
    assert_eq!(names, ["Hamlet", "Ghost", "Crowd"]);

    let data = play.last_child().unwrap().to_text().unwrap();
    assert!(data.c_data());
    assert_eq!(data.value(), Some(c" <not> an & element "));

    let first = play.first_attribute().unwrap();
    let second = first.next().unwrap();
    assert_eq!((first.name(), second.name()), (Some(c"genre"), Some(c"acts")));
    assert!(second.next().is_none());
}

fn numbers() {
    let mut document = parsed(PLAY);
    let play = document.root_element().unwrap();
    assert_eq!(play.int_attribute(c"acts"), 5);
    assert_eq!(play.int_attribute_with_default_value(c"scenes", 20), 20);
    let mut value = -1;
    assert_eq!(play.query_int_attribute(c"acts", &mut value), XMLError::XML_SUCCESS);
    assert_eq!(play.query_int_attribute(c"genre", &mut value), XMLError::XML_WRONG_ATTRIBUTE_TYPE);
    assert_eq!(play.query_int_attribute(c"scenes", &mut value), XMLError::XML_NO_ATTRIBUTE);
    assert_eq!(value, 5);

    let mut play = root(&mut document);
    play.as_mut().set_attribute_cstr_i64(c"i64", i64::MIN);
    play.as_mut().set_attribute_cstr_u64(c"u64", u64::MAX);
    play.as_mut().set_attribute_cstr_bool(c"bool", true);
    play.as_mut().set_attribute_cstr_f64(c"f64", 1.0 / 3.0);
    assert_eq!(play.int64_attribute(c"i64"), i64::MIN);
    assert_eq!(play.unsigned64_attribute(c"u64"), u64::MAX);
    assert!(play.bool_attribute(c"bool"));
    assert_eq!(play.attribute(c"bool"), Some(c"true"));
    assert_eq!(play.double_attribute(c"f64"), 1.0 / 3.0);
    play.as_mut().delete_attribute(c"f64");
    assert!(play.find_attribute(c"f64").is_none());

    let cast = child(&play, c"cast");
    let mut number = 0;
    assert_eq!(cast.query_int_text(&mut number), XMLError::XML_NO_TEXT_NODE);
    assert_eq!(child(cast, c"person").query_int_text(&mut number), XMLError::XML_CAN_NOT_CONVERT_TEXT);
}

fn building() {
    let mut document = XMLDocument::new();
    {
        let mut pinned = document.pin_mut();
        // A node that a document makes borrows the document; that is given up here to put it in.
        let made: *mut XMLElement = unsafe { pinned.as_mut().new_element(c"list").unwrap().get_unchecked_mut() };
        // SAFETY: the document owns the node, and nothing else refers to it.
        unsafe {
            let made = Pin::new_unchecked(&mut *made);
            pinned.as_xml_node_mut().insert_end_child(made.as_xml_node_mut()).unwrap();
        }
    }
    let mut list = root(&mut document);
    for number in 0..3 {
        let mut item = list.as_mut().insert_new_child_element(c"item").unwrap();
        item.as_mut().set_attribute_cstr_i32(c"n", number);
        item.as_mut().insert_new_text(c"a < b").unwrap();
    }
    list.as_mut().insert_new_comment(c"the end").unwrap();
    let mut text = list.insert_new_text(c"<raw>").unwrap();
    text.as_mut().set_c_data(true);
    prints(
        &document,
        "<list><item n=\"0\">a &lt; b</item><item n=\"1\">a &lt; b</item><item n=\"2\">a &lt; b</item>\
         <!--the end--><![CDATA[<raw>]]></list>",
    );
}

fn changing() {
    let mut document = parsed(b"<a><b/><c>old</c><d x='1'/></a>");
    let mut a = root(&mut document).as_xml_node_mut();
    let mut c = a.as_mut().first_child_element_mut_with_name(Some(c"c")).unwrap();
    c.as_mut().set_text(c"new");
    c.as_mut().set_name(c"e");
    let mut d = a.as_mut().last_child_element_mut().unwrap();
    d.as_mut().set_attribute(c"x", c"\"2\"");
    a.as_mut().first_child_mut().unwrap().as_mut().parent_mut().unwrap().to_element_mut().unwrap().set_name(c"A");
    prints(&document, "<A><b/><e>new</e><d x=\"&quot;2&quot;\"/></A>");

    let mut copy = XMLDocument::new();
    document.deep_copy(copy.pin_mut());
    // SAFETY: nothing refers to the children.
    unsafe { root(&mut document).as_xml_node_mut().delete_children() };
    prints(&document, "<A/>");
    prints(&copy, "<A><b/><e>new</e><d x=\"&quot;2&quot;\"/></A>");
    document.pin_mut().clear();
    assert!(document.no_children());
    assert!(copy.root_element().unwrap().get_document().is_some());
    let same = parsed(b"<A>other</A>");
    assert!(copy.root_element().unwrap().shallow_equal(same.root_element().unwrap()));
}

fn errors() {
    let mut document = XMLDocument::new();
    assert_eq!(document.pin_mut().parse(c"<a>\n<b></a>"), XMLError::XML_ERROR_MISMATCHED_ELEMENT);
    assert!(document.error());
    assert_eq!(document.error_line_num(), 2);
    assert_eq!(document.error_name(), Some(c"XML_ERROR_MISMATCHED_ELEMENT"));
    assert!(document.error_str().unwrap().to_str().unwrap().contains("name=b"));
    assert_eq!(format!("{:?}", document.error_id()), "XML_ERROR_MISMATCHED_ELEMENT");
    document.pin_mut().clear_error();
    assert!(!document.error());
    assert_eq!(document.pin_mut().parse(c""), XMLError::XML_ERROR_EMPTY_DOCUMENT);
    let missing = document.pin_mut().load_file(c"no such file.xml");
    assert_eq!(missing, XMLError::XML_ERROR_FILE_NOT_FOUND);
    assert_eq!(XMLDocument::error_id_to_name(missing), Some(c"XML_ERROR_FILE_NOT_FOUND"));
    let deep = "<a>".repeat(600);
    assert_eq!(document.pin_mut().parse_with_n_bytes(deep.as_bytes()), XMLError::XML_ELEMENT_DEPTH_EXCEEDED);
}

/// tinyxml2 takes and gives back bytes, whatever they are.
fn bytes() {
    let document = parsed(b"<t a='\xE9\xFF'>caf\xE9</t>");
    let element = document.root_element().unwrap();
    assert_eq!(element.get_text().unwrap().to_bytes(), b"caf\xE9");
    assert_eq!(element.attribute(c"a").unwrap().to_bytes(), b"\xE9\xFF");
    assert!(element.get_text().unwrap().to_str().is_err());
    assert_eq!(printed(&document, true), b"<t a=\"\xE9\xFF\">caf\xE9</t>");
}

fn files() {
    let name = c"program-tinyxml2.xml";
    let mut document = parsed(PLAY);
    document.pin_mut().set_bom(true);
    assert_eq!(document.pin_mut().save_file(name), XMLError::XML_SUCCESS);
    let saved = std::fs::read(name.to_str().unwrap()).unwrap();
    assert!(saved.starts_with(b"\xEF\xBB\xBF<?xml"));
    let mut again = XMLDocument::new();
    assert_eq!(again.pin_mut().load_file(name), XMLError::XML_SUCCESS);
    assert!(again.has_bom());
    assert_eq!(printed(&again, false), printed(&document, false));
    assert_eq!(document.pin_mut().save_file_with_compact(name, true), XMLError::XML_SUCCESS);
    assert!(std::fs::metadata(name.to_str().unwrap()).unwrap().len() < saved.len() as u64);
    std::fs::remove_file(name.to_str().unwrap()).unwrap();
}

/// A printer without any document.
fn printing() {
    let mut printer = XMLPrinter::new();
    let mut out = printer.pin_mut();
    out.as_mut().push_header(false, true);
    out.as_mut().open_element(c"foo");
    out.as_mut().push_attribute(c"name", c"\"q\"");
    out.as_mut().push_attribute_cstr_f64(c"pi", 3.5);
    out.as_mut().push_text(c"x & y");
    out.as_mut().push_text_i32(7);
    out.as_mut().push_comment(c"note");
    out.as_mut().close_element();
    let text = "<?xml version=\"1.0\"?>\n<foo name=\"&quot;q&quot;\" pi=\"3.5\">x &amp; y7<!--note--></foo>\n";
    assert_eq!(printer.c_str().unwrap().to_str().unwrap(), text);
    printer.pin_mut().clear_buffer();
    assert_eq!(printer.c_str(), Some(c""));

    // It is a visitor as well.
    let document = parsed(b"<a>1</a>");
    assert!(document.accept(printer.pin_mut().as_xml_visitor_mut()));
    assert_eq!(printer.c_str(), Some(c"<a>1</a>\n"));
    assert!(XMLPrinter::downcast_xml_visitor(printer.as_xml_visitor()).is_some());
}

fn handles() {
    let mut document = parsed(PLAY);
    let mut handle = XMLHandle::new(document.pin_mut().as_xml_node_mut());
    let mut play = handle.pin_mut().first_child_element();
    let mut cast = play.pin_mut().first_child_element_with_name(Some(c"cast"));
    let mut person = cast.pin_mut().last_child_element();
    // SAFETY: the other handles are not asked for their elements.
    assert_eq!(unsafe { person.pin_mut().to_element() }.unwrap().get_text(), Some(c"Crowd"));
    let mut nothing = person.pin_mut().next_sibling();
    let mut less = nothing.pin_mut().first_child();
    // SAFETY: there is nothing.
    assert!(unsafe { less.pin_mut().to_node() }.is_none());
}

fn whitespace() {
    let mut document = XMLDocument::new_with_whitespace_mode(false, Whitespace::COLLAPSE_WHITESPACE);
    assert_eq!(document.pin_mut().parse(c"<a>  much \n space  &amp;</a>"), XMLError::XML_SUCCESS);
    assert_eq!(document.whitespace_mode(), Whitespace::COLLAPSE_WHITESPACE);
    assert!(!document.process_entities());
    assert_eq!(document.root_element().unwrap().get_text(), Some(c"much space &amp;"));
}

fn utilities() {
    let mut number = 0;
    assert!(XMLUtil::to_int(c"0x1F", &mut number) && number == 31);
    assert!(!XMLUtil::to_int(c"none", &mut number));
    let mut buffer = [0xAA; 8];
    XMLUtil::to_str(-12, &mut buffer);
    assert_eq!(&buffer[..4], b"-12\0");
    // Never more than there is room for.
    let mut small = [0xAA; 3];
    XMLUtil::to_str(12345, &mut small);
    assert_eq!(&small, b"12\0");
    assert!(XMLUtil::is_white_space(b' ') && !XMLUtil::is_white_space(b'x'));
    assert!(XMLUtil::string_equal(c"same", c"same"));
}

/// Writes down what it meets, and enters nothing that is called `secret`.
struct Visitor(Arc<Mutex<Vec<String>>>);

impl Visitor {
    fn note(&self, what: &str, of: &XMLNode) -> bool {
        let value = of.value().map_or_else(String::new, |value| value.to_bytes().escape_ascii().to_string());
        self.0.lock().unwrap().push(format!("{what}{value}"));
        true
    }
}

impl XMLVisitorMethods for Visitor {
    fn visit_enter(&self, _: Pin<&mut XMLVisitor>, document: &XMLDocument) -> bool {
        assert!(document.first_child().is_some());
        self.note("document", document)
    }

    fn visit_enter_xml_element_xml_attribute(
        &self,
        _: Pin<&mut XMLVisitor>,
        element: &XMLElement,
        first: Option<&XMLAttribute>,
    ) -> bool {
        self.note("<", element);
        let mut attribute = first;
        while let Some(here) = attribute {
            let (name, value) = (here.name().unwrap(), here.value().unwrap());
            self.0.lock().unwrap().push(format!("{}={}", name.to_str().unwrap(), value.to_str().unwrap()));
            attribute = here.next();
        }
        element.name() != Some(c"secret")
    }

    fn visit_exit_xml_element(&self, _: Pin<&mut XMLVisitor>, element: &XMLElement) -> bool {
        self.note(">", element)
    }

    fn visit_xml_text(&self, _: Pin<&mut XMLVisitor>, text: &XMLText) -> bool {
        self.note(if text.c_data() { "data " } else { "text " }, text)
    }

    fn visit_xml_comment(&self, this: Pin<&mut XMLVisitor>, comment: &XMLComment) -> bool {
        self.note("comment ", comment) && this.base_visit_xml_comment(comment)
    }
}

fn visited_in_rust() {
    let document = parsed(b"<a x='1' y='2'><b>caf\xE9</b><!--c--><secret z='3'><d/></secret><![CDATA[e]]></a>");
    let seen = Arc::new(Mutex::new(Vec::new()));
    let mut visitor = XMLVisitor::implement(Box::new(Visitor(seen.clone())));
    assert!(document.accept(visitor.pin_mut()));
    assert_eq!(
        std::mem::take(&mut *seen.lock().unwrap()),
        [
            "document",
            "<a",
            "x=1",
            "y=2",
            "<b",
            r"text caf\xe9",
            ">b",
            "comment c",
            "<secret",
            "z=3",
            ">secret",
            "data e",
            ">a",
        ],
    );
    assert!(document.root_element().unwrap().first_child().unwrap().accept(visitor.pin_mut()));
    assert_eq!(*seen.lock().unwrap(), ["<b", r"text caf\xe9", ">b"]);
    drop(visitor);
    assert_eq!(Arc::strong_count(&seen), 1);
}
