use std::borrow::Cow;

use lib::Book;

fn main() {
    let mut book = Book::new("äbc");
    let title: Cow<'_, str> = book.title();
    assert!(matches!(title, Cow::Borrowed("äbc")));
    assert_eq!(book.upper(), "äbc!");
    assert_eq!(book.first().as_deref(), Some("äbc"));
    let mut all = String::from("<");
    book.append(&mut all);
    assert_eq!(all, "<äbc");
    let words: Vec<String> = book.words(&["one".to_owned()]);
    assert_eq!(words, ["one", "äbc"]);
    assert_eq!(book.index()["äbc"], 1);
    assert_eq!(book.count("xyz"), 2);
    book.pin_mut().set_note("ü");
    assert_eq!(book.note(), "ü");

    // Half a letter.
    book.pin_mut().cut();
    assert_eq!(book.title(), "\u{fffd}");
    assert_eq!(book.upper(), "\u{fffd}!");
    assert_eq!(book.words(&[]), ["\u{fffd}"]);

    assert_eq!(lib::shout("hey"), "hey!");
    assert_eq!(lib::whisper(b"hey"), b"hey");
}
