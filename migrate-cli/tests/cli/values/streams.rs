use std::cell::{Cell, RefCell};
use std::io::{self, BufReader, Read, Write};
use std::rc::{Rc, Weak};

use lib::{Emitter, Image, Parser, Streamed, Tee};

/// Takes so many bytes, then fails or panics.
struct Limited<'a> {
    left: usize,
    panics: bool,
    flushed: &'a Cell<usize>,
}

impl Write for Limited<'_> {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        if data.len() > self.left {
            assert!(!self.panics, "expected: no room");
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.left -= data.len();
        Ok(data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.flushed.set(self.flushed.get() + 1);
        Ok(())
    }
}

fn limited(left: usize, panics: bool, flushed: &Cell<usize>) -> Box<Limited<'_>> {
    Box::new(Limited { left, panics, flushed })
}

/// Comes back to the object that writes to it.
struct Turning {
    emitter: Rc<RefCell<Weak<Streamed<'static, Emitter>>>>,
    written: Rc<RefCell<Vec<u8>>>,
}

impl Write for Turning {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        if let Some(emitter) = self.emitter.borrow().upgrade() {
            assert!(!emitter.flush(), "nothing can be written while it is written");
        }
        self.written.borrow_mut().extend_from_slice(data);
        Ok(data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn main() {
    // Borrowed for as long as the object lives, and written when it ends.
    let mut written = Vec::new();
    let mut emitter = Emitter::new(Box::new(&mut written)).unwrap();
    emitter.pin_mut().line(b"one");
    emitter.check().unwrap();
    emitter.finish().unwrap();
    assert_eq!(written, b"begin\none\nend\n");
    drop(Emitter::new(Box::new(&mut written)).unwrap());
    assert!(written.ends_with(b"begin\nend\n"));

    // Errors: with the call that takes the stream, when asked, at the end; or lost.
    let flushed = Cell::new(0);
    let mut emitter = Emitter::new(limited(8, false, &flushed)).unwrap();
    assert!(emitter.flush());
    assert_eq!(flushed.get(), 1);
    emitter.pin_mut().line(&[b'x'; 9000]);
    assert!(emitter.check().is_err());
    emitter.check().unwrap();
    assert!(!emitter.flush());
    emitter.finish().unwrap();
    let emitter = Emitter::new(limited(6, false, &flushed)).unwrap();
    assert_eq!(emitter.finish().unwrap_err().kind_index(), lib::Exception::IO);
    drop(Emitter::new(limited(6, false, &flushed)).unwrap());

    // Panics go on where errors are told, at the latest at the end.
    let panics = |f: &mut dyn FnMut()| std::panic::catch_unwind(std::panic::AssertUnwindSafe(f)).is_err();
    std::panic::set_hook(Box::new(|_| {}));
    assert!(panics(&mut || drop(Emitter::new(limited(6, true, &flushed)).unwrap())));
    assert!(panics(&mut || drop(Emitter::new(limited(6, true, &flushed)).unwrap().finish())));
    let _ = std::panic::take_hook();

    // The writer reaches the object that writes to it.
    let turning = Rc::new(RefCell::new(Weak::new()));
    let seen = Rc::new(RefCell::new(Vec::new()));
    let out = Turning { emitter: turning.clone(), written: seen.clone() };
    let emitter = Rc::new(Emitter::new(Box::new(out)).unwrap());
    *turning.borrow_mut() = Rc::downgrade(&emitter);
    assert!(!emitter.flush());
    assert_eq!(*seen.borrow(), b"begin\n");
    drop(emitter);

    // Owned by the object.
    let text = String::from("to be or");
    let mut parser = Parser::from_reader_mut(Box::new(io::Cursor::new(text))).unwrap();
    assert_eq!(parser.pin_mut().word(), b"to");
    assert_eq!(parser.last(), b"to");

    // Streams that come later, to an object that was made without one.
    let mut parser = Streamed::from(Parser::new());
    assert!(Parser::load(&mut parser, Box::new(&b"not to"[..])).unwrap());
    assert_eq!(parser.pin_mut().word(), b"to");
    let more: Box<dyn Read> = Box::new(BufReader::new(&b"be"[..]));
    assert!(Parser::load(&mut parser, more).unwrap());
    assert_eq!(parser.last(), b"be");
    parser.finish().unwrap();

    // Two streams; a class without a destructor, and its copy.
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let tee = Tee::new(Box::new(&mut left), Box::new(&mut right)).unwrap();
    tee.put(1);
    tee.copy().put(2);
    tee.finish().unwrap();
    assert_eq!((&left[..], &right[..]), (&b"12"[..], &b"12"[..]));

    // No object can keep it: the stream is borrowed for the call, and the byte that ends the number is read as well.
    let mut rest = &b"6 7 rest"[..];
    assert_eq!(Image::new(&mut rest).unwrap().area(), 42);
    assert_eq!(rest, b"rest");

    // What was read can be put back.
    assert_eq!(lib::looked_ahead(&mut &b"abcdefgh"[..]).unwrap(), b"abcdeffgh");

    // A maker whose result could be anything.
    let mut written = Vec::new();
    let mut sink = lib::make_sink(Box::new(&mut written)).unwrap();
    sink.pin_mut().put(5).unwrap();
    sink.finish().unwrap();
    assert_eq!(written, b"5.");
}
