//! What users of pugixml do: parse XML, walk over it, ask it by XPath, change it, save it.

use std::ffi::CStr;
use std::os::unix::process::ExitStatusExt;
use std::pin::Pin;
use std::process::Command;
use std::sync::{Arc, Mutex};

use cxx::UniquePtr;
use pugixml::{
    Exception, View, XmlDocument, XmlEncoding, XmlNode, XmlNodeType, XmlParseStatus, XmlTreeWalker,
    XmlTreeWalkerMethods, XmlWriter, XmlWriterMethods, XmlWriterStream, XpathNode, XpathQuery, XpathValueType,
    XpathVariableSet,
};

const TOOLS: &[u8] = br#"<?xml version="1.0"?>
<!-- what there is -->
<shop owner="Ada">
    <tool name="saw" price="12.5"><part>blade</part><part>handle</part></tool>
    <tool name="hammer" price="7" heavy="true"/>
    <tool name="drill" price="99">needs &lt;power&gt;</tool>
    <note><![CDATA[closed on <Sunday>]]></note>
</shop>"#;

fn main() {
    if std::env::args().nth(1).as_deref() == Some("panic") {
        return walk_and_panic();
    }
    reading();
    siblings();
    xpath();
    changing();
    saving();
    bytes();
    errors();
    streams();
    wide();
    walked_in_rust();
    written_in_rust();
    written_to_a_stream();
    panics_do_not_cross();
}

fn parsed(xml: &[u8]) -> UniquePtr<XmlDocument> {
    let mut document = XmlDocument::new();
    // SAFETY: nothing of the text is kept.
    let result = unsafe { document.pin_mut().load_buffer(xml) };
    assert!(result.to_bool(), "{:?} at {}", result.description(), result.offset);
    document
}

fn shop(document: &XmlDocument) -> View<'_, XmlNode> {
    document.child(c"shop")
}

fn raw(document: &XmlDocument) -> Vec<u8> {
    let mut out = Vec::new();
    document.save_writer_cstr_u32_xml_encoding_with_flags(&mut out, c"", pugixml::FORMAT_RAW).unwrap();
    out
}

#[track_caller]
fn saves(document: &XmlDocument, expected: &str) {
    assert_eq!(String::from_utf8(raw(document)).unwrap(), format!("<?xml version=\"1.0\"?>{expected}"));
}

fn reading() {
    let document = parsed(TOOLS);
    let shop = shop(&document);
    assert_eq!((shop.type_(), shop.name()), (XmlNodeType::NODE_ELEMENT, Some(c"shop")));
    assert_eq!(shop.attribute(c"owner").value(), Some(c"Ada"));
    assert!(shop.attribute(c"address").empty());
    assert_eq!(shop.attribute(c"address").as_string(c"unknown"), Some(c"unknown"));
    let saw = shop.find_child_by_attribute(c"tool", c"name", c"saw");
    assert_eq!(saw.attribute(c"price").as_double(), 12.5);
    assert_eq!(saw.attribute(c"price").as_int(), 12);
    assert_eq!(saw.child_value_cstr(c"part"), Some(c"blade"));
    assert_eq!(saw.path(), b"/shop/tool");
    assert_eq!(saw.last_child().text().get(), Some(c"handle"));
    let hammer = shop.find_child_by_attribute_cstr_cstr(c"heavy", c"true");
    assert!(hammer.attribute(c"heavy").as_bool());
    assert_eq!(hammer.attribute(c"price").as_uint_with_def(3), 7);
    assert_eq!(shop.last_child().child_value(), Some(c"closed on <Sunday>"));
    assert_eq!(shop.last_child().first_child().type_(), XmlNodeType::NODE_CDATA);
    let part = document.first_element_by_path(c"shop/tool/part");
    assert_eq!(part.path_with_delimiter(b'|'), b"|shop|tool|part");
    assert!(*part.parent() == *saw && *part.root() == *document.as_xml_node() && *part != *saw);
    let nothing = shop.child(c"nothing");
    assert!(nothing.empty() && !&*nothing && nothing.child(c"more").next_sibling().empty());
    assert_eq!(nothing.name(), Some(c""));
    assert_eq!(document.document_element().hash_value(), shop.hash_value());
}

/// The names that siblings have as their attributes.
fn names(node: &XmlNode) -> Vec<String> {
    if node.empty() {
        return Vec::new();
    }
    let name = node.attribute(c"name").as_string(c"-").unwrap().to_str().unwrap().to_owned();
    [vec![name], names(&node.next_sibling())].concat()
}

fn siblings() {
    let document = parsed(TOOLS);
    assert_eq!(names(&shop(&document).first_child()), ["saw", "hammer", "drill", "-"]);
    let first = shop(&document).then(|shop| shop.child(c"tool")).then(|tool| tool.next_sibling());
    assert_eq!(first.attribute(c"name").value(), Some(c"hammer"));
    assert_eq!(first.first_attribute().next_attribute().name(), Some(c"price"));
    assert_eq!(first.last_attribute().previous_attribute().name(), Some(c"price"));
    assert!(first.previous_sibling().previous_sibling().empty());
}

fn query(text: &CStr) -> Result<UniquePtr<XpathQuery>, Exception> {
    // SAFETY: nothing of the text is kept.
    unsafe { XpathQuery::new(text) }
}

fn xpath() {
    let document = parsed(TOOLS);
    let node = document.as_xml_node();
    let cheap = node.select_nodes(c"/shop/tool[@price < 50]").unwrap();
    let found: Vec<_> =
        (0..cheap.size()).map(|i| cheap[i].node().attribute(c"name").value().unwrap().to_owned()).collect();
    assert_eq!(found, [c"saw".to_owned(), c"hammer".to_owned()]);
    let owner = node.select_node(c"//@owner").unwrap();
    assert_eq!(owner.attribute().value(), Some(c"Ada"));
    assert!(owner.node().empty() && *owner.parent() == *shop(&document));
    assert!(!&*node.select_node(c"//nothing").unwrap());

    let here = XpathNode::from_xml_node(node);
    let sum = query(c"sum(//@price)").unwrap();
    assert_eq!(sum.return_type(), XpathValueType::XPATH_TYPE_NUMBER);
    assert_eq!(sum.evaluate_number(&here).unwrap(), 118.5);
    let text = query(c"concat(//tool[last()]/@name, '!')").unwrap();
    assert_eq!(text.evaluate_string(&here).unwrap(), b"drill!");
    assert!(query(c"count(//part) = 2").unwrap().evaluate_boolean(&here).unwrap());

    let mut variables = XpathVariableSet::new();
    assert!(variables.pin_mut().set_cstr_f64(c"most", 10.0));
    assert!(variables.pin_mut().set_cstr_cstr(c"name", c"hammer"));
    let found = node.select_nodes_with_variables(c"//tool[@price < $most and @name = $name]", variables.pin_mut());
    assert_eq!(found.unwrap().size(), 1);
    assert_eq!(variables.get(c"most").unwrap().get_number(), 10.0);

    let wrong = node.select_nodes(c"//tool[").err().unwrap();
    assert_eq!(wrong.type_name(), "pugi::xpath_exception");
    assert!(!wrong.message().is_empty() && wrong.to_string() == String::from_utf8_lossy(wrong.message()));
    assert!(query(c"1 +").is_err());
    let unknown = node.select_node(c"//tool[@name = $nobody]").err().unwrap();
    assert!(unknown.to_string().contains("variable"), "{unknown}");
}

/// A change through one node is seen by the others.
fn changing() {
    let mut document = XmlDocument::new();
    // SAFETY: nothing that a node has lent is in use, and no node is used that is gone.
    unsafe {
        let mut tree = document.pin_mut().as_xml_node_mut();
        let mut list = tree.as_mut().append_child_cstr(c"list");
        for number in 0..3 {
            let mut item = list.pin_mut().append_child_cstr(c"item");
            assert!(item.pin_mut().append_attribute(c"n").pin_mut().set_value_i32(number));
            assert!(item.text().pin_mut().set_cstr(c"a < b"));
        }
        let mut comment = list.pin_mut().append_child_with_type(XmlNodeType::NODE_COMMENT);
        assert!(comment.pin_mut().set_value_cstr(c"end"));
        assert!(list.pin_mut().remove_child_cstr(c"item"));
        let mut first = list.pin_mut().prepend_child_cstr(c"first");
        assert!(first.pin_mut().set_name(c"FIRST"));
        first.pin_mut().append_attribute(c"x").pin_mut().assign_f64(0.5).assign_bool(true);
    }
    saves(
        &document,
        "<list><FIRST x=\"true\"/><item n=\"1\">a &lt; b</item><item n=\"2\">a &lt; b</item><!--end--></list>",
    );

    let other = parsed(b"<b><c/></b>");
    let mut list = document.child(c"list");
    // SAFETY: as above.
    let result = unsafe {
        assert!(list.pin_mut().remove_children());
        assert!(!list.pin_mut().append_copy_xml_node(&other.child(c"b")).empty());
        list.pin_mut().append_buffer(b"<d/><e>5</e>")
    };
    assert_eq!(result.status, XmlParseStatus::STATUS_OK);
    saves(&document, "<list><b><c/></b><d/><e>5</e></list>");
    let mut copy = XmlDocument::new();
    copy.pin_mut().reset_xml_document(&document);
    document.pin_mut().reset();
    assert!(document.first_child().empty());
    assert_eq!(copy.first_element_by_path(c"list/e").text().as_int(), 5);
    let moved = copy.pin_mut().take();
    assert!(copy.document_element().empty() && !moved.document_element().empty());
}

fn saving() {
    let document = parsed(TOOLS);
    let mut out = Vec::new();
    document.save_writer_cstr_u32_xml_encoding(&mut out, c"  ").unwrap();
    let text = String::from_utf8(out.clone()).unwrap();
    assert!(text.contains("\n    <part>blade</part>\n"), "{text}");
    assert!(text.contains("needs &lt;power&gt;"));
    let mut node = Vec::new();
    shop(&document).child(c"tool").print_writer_cstr_u32_xml_encoding_u32(&mut node, c"").unwrap();
    assert!(node.starts_with(b"<tool name=\"saw\" price=\"12.5\">"));

    let name = c"program-pugixml.xml";
    assert!(document.save_file(name, c"  "));
    assert_eq!(std::fs::read(path(name)).unwrap(), out);
    let mut again = XmlDocument::new();
    assert!(again.pin_mut().load_file(name).to_bool());
    assert_eq!(raw(&again), raw(&document));
    std::fs::remove_file(path(name)).unwrap();
    assert!(!document.save_file(c"no such folder/file.xml", c""));
}

fn path(name: &CStr) -> &str {
    name.to_str().unwrap()
}

/// Latin-1, UTF-16 and what is neither.
fn bytes() {
    let mut document = XmlDocument::new();
    let xml = b"<t a='\xE9'>caf\xE9</t>";
    let latin1 = XmlEncoding::ENCODING_LATIN1;
    // SAFETY: nothing of the text is kept.
    let result = unsafe { document.pin_mut().load_buffer_with_encoding(xml, pugixml::PARSE_DEFAULT, latin1) };
    assert_eq!((result.status, result.encoding), (XmlParseStatus::STATUS_OK, XmlEncoding::ENCODING_LATIN1));
    assert_eq!(document.document_element().child_value().unwrap().to_str(), Ok("café"));
    let mut out = Vec::new();
    document
        .save_writer_cstr_u32_xml_encoding_with_encoding(
            &mut out,
            c"",
            pugixml::FORMAT_RAW | pugixml::FORMAT_NO_DECLARATION,
            XmlEncoding::ENCODING_UTF16_LE,
        )
        .unwrap();
    let units: Vec<u16> = out.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    assert_eq!(String::from_utf16(&units).unwrap(), "<t a=\"é\">café</t>");

    let document = parsed(b"<t>\xFF\xFE\x80</t>");
    assert_eq!(document.document_element().child_value().unwrap().to_bytes(), b"\xFF\xFE\x80");
    assert_eq!(document.document_element().path(), b"/t");
    let mut name = XmlDocument::new();
    // SAFETY: there is no other node.
    let mut child = unsafe { name.pin_mut().as_xml_node_mut().append_child() };
    let tag = c"\xC3\xBC";
    // SAFETY: its name is not in use.
    assert!(unsafe { child.pin_mut().set_name(tag) });
    assert_eq!(child.path(), "/ü".as_bytes());
}

fn errors() {
    let mut document = XmlDocument::new();
    let result = document.pin_mut().load_string(c"<a><b></a>");
    assert_eq!(result.status, XmlParseStatus::STATUS_END_ELEMENT_MISMATCH);
    assert_eq!(result.description(), Some(c"Start-end tags mismatch"));
    assert!(!result.to_bool() && result.offset == 8, "{result:?}");
    assert_eq!(document.pin_mut().load_string(c"").status, XmlParseStatus::STATUS_NO_DOCUMENT_ELEMENT);
    assert_eq!(document.pin_mut().load_file(c"no such.xml").status, XmlParseStatus::STATUS_FILE_NOT_FOUND);
}

/// Readers and writers of Rust, and what they may do.
fn streams() {
    let mut document = XmlDocument::new();
    assert!(document.pin_mut().load(&mut &TOOLS[..]).unwrap().to_bool());
    assert_eq!(raw(&document), raw(&parsed(TOOLS)));
    let result = document.pin_mut().load(&mut Broken).unwrap_err();
    assert!(result.to_string().contains("torn"), "{result}");
    let document = parsed(TOOLS);
    let result = document.save_writer_cstr_u32_xml_encoding(&mut Broken, c"").unwrap_err();
    assert!(result.to_string().contains("full"), "{result}");
}

struct Broken;

impl std::io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the tape is torn"))
    }
}

impl std::io::Write for Broken {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the disk is full"))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn wide() {
    assert_eq!(pugixml::as_wide(c"a\xC3\xA9\xF0\x9F\xA6\x80"), [u32::from('a'), u32::from('é'), u32::from('🦀')]);
    assert_eq!(pugixml::as_utf8_wide(&[0xE9, 0x1F980]), "é🦀".as_bytes());
}

/// Writes down what it meets, and renames the tools it meets.
struct Walker {
    met: Arc<Mutex<Vec<String>>>,
    most: usize,
}

impl XmlTreeWalkerMethods for Walker {
    fn for_each(&self, _: Pin<&mut XmlTreeWalker>, node: Pin<&mut XmlNode>) -> bool {
        let mut met = self.met.lock().unwrap();
        met.push(String::from_utf8(node.path()).unwrap());
        if node.name() == Some(c"tool") {
            // SAFETY: its name is not in use any more.
            assert!(unsafe { node.set_name(c"TOOL") });
        }
        met.len() < self.most
    }
}

fn walked_in_rust() {
    let mut document = parsed(b"<a><tool/><b><tool/>text</b></a>");
    let met = Arc::new(Mutex::new(Vec::new()));
    let mut walker = XmlTreeWalker::implement(Box::new(Walker { met: met.clone(), most: 99 }));
    // SAFETY: nothing that a node has lent is in use, here and below.
    assert!(unsafe { document.pin_mut().as_xml_node_mut().traverse(walker.pin_mut()) });
    assert_eq!(std::mem::take(&mut *met.lock().unwrap()), ["/a", "/a/tool", "/a/b", "/a/b/tool", "/a/b/"]);
    saves(&document, "<a><TOOL/><b><TOOL/>text</b></a>");
    walker = XmlTreeWalker::implement(Box::new(Walker { met: met.clone(), most: 2 }));
    // SAFETY: as above.
    assert!(!unsafe { document.pin_mut().as_xml_node_mut().traverse(walker.pin_mut()) });
    assert_eq!(*met.lock().unwrap(), ["/a", "/a/TOOL"]);
    drop(walker);
    assert_eq!(Arc::strong_count(&met), 1);
}

/// Counts and keeps what is written.
struct Writer(Arc<Mutex<(usize, Vec<u8>)>>);

impl XmlWriterMethods for Writer {
    fn write(&self, _: Pin<&mut XmlWriter>, data: &[u8]) {
        let mut kept = self.0.lock().unwrap();
        kept.0 += 1;
        kept.1.extend_from_slice(data);
    }
}

fn written_to_a_stream() {
    let mut document = XmlDocument::new();
    assert_eq!(document.pin_mut().load_string(c"<a><b/></a>").status, XmlParseStatus::STATUS_OK);
    let mut written = Vec::new();
    let mut writer = XmlWriterStream::new(Box::new(&mut written)).unwrap();
    document.save(writer.pin_mut().as_xml_writer_mut(), c"");
    writer.finish().unwrap();
    assert!(written.ends_with(b"<b />\n</a>\n"), "{}", String::from_utf8_lossy(&written));
}

fn written_in_rust() {
    let document = parsed(&[&b"<all>"[..], &b"<t>\xFF, and more</t>".repeat(5000), b"</all>"].concat());
    let kept = Arc::default();
    let mut writer = XmlWriter::implement(Box::new(Writer(Arc::clone(&kept))));
    document.save_with_flags(writer.pin_mut(), c"", pugixml::FORMAT_RAW);
    let (calls, bytes) = std::mem::take(&mut *kept.lock().unwrap());
    assert!(calls > 1 && bytes == raw(&document), "{calls} calls");
    document.document_element().print_with_flags(writer.pin_mut(), c"", pugixml::FORMAT_RAW);
    assert!(kept.lock().unwrap().1.starts_with(b"<all><t>\xFF, and more</t>"));
}

struct Panicking;

impl XmlTreeWalkerMethods for Panicking {
    fn for_each(&self, _: Pin<&mut XmlTreeWalker>, _: Pin<&mut XmlNode>) -> bool {
        panic!("on purpose");
    }
}

fn walk_and_panic() {
    let mut document = parsed(TOOLS);
    let mut walker = XmlTreeWalker::implement(Box::new(Panicking));
    // SAFETY: nothing that a node has lent is in use.
    unsafe { document.pin_mut().as_xml_node_mut().traverse(walker.pin_mut()) };
    println!("went on");
}

/// A panic in Rust code that C++ called ends the program, unless the bridge was made with another policy.
fn panics_do_not_cross() {
    let child = Command::new(std::env::current_exe().unwrap()).arg("panic").output().unwrap();
    assert_eq!(child.status.signal(), Some(6), "{child:?}");
    assert!(child.stdout.is_empty() && String::from_utf8_lossy(&child.stderr).contains("on purpose"), "{child:?}");
}
