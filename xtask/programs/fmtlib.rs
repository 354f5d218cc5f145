//! What fmtlib offers without templates: integers as text, styles, times, files and pipes of the system.

use std::time::{Duration, UNIX_EPOCH};

use fmtlib::{BufferedFile, Color, Emphasis, File, FormatError, FormatInt, Rgb, TerminalColor, TextStyle, Weekday};

fn main() {
    integers();
    colors();
    errors();
    files();
    times();
}

fn integers() {
    assert_eq!(FormatInt::new(42).str(), b"42");
    assert_eq!(FormatInt::new(i32::MIN).str(), b"-2147483648");
    assert_eq!(FormatInt::from_i64(i64::MIN).c_str(), Some(c"-9223372036854775808"));
    let most = FormatInt::from_u64(u64::MAX);
    assert_eq!((most.size(), most.str()), (20, u64::MAX.to_string().into_bytes()));
    assert_eq!(FormatInt::from_u32(0).str(), b"0");
}

fn colors() {
    let rgb = Rgb::from_color(Color::REBECCA_PURPLE);
    assert_eq!((rgb.r, rgb.g, rgb.b), (0x66, 0x33, 0x99));
    assert_eq!(Rgb::from_u32(0x0102_0304), Rgb::new_u8_u8_u8(2, 3, 4));
    assert_eq!(Rgb::new(), Rgb { r: 0, g: 0, b: 0 });
    let mut style = TextStyle::new_with_em(Emphasis::BOLD);
    assert!(style.has_emphasis() && !style.has_foreground() && !style.has_background());
    let other = fmtlib::or_emphasis_emphasis(Emphasis::ITALIC, Emphasis::UNDERLINE);
    assert_eq!(other.get_emphasis(), Emphasis::ITALIC | Emphasis::UNDERLINE);
    style.pin_mut().or_assign(&other).unwrap();
    assert_eq!(style.get_emphasis(), Emphasis(1 | 4 | 8));
    assert_eq!(fmtlib::or(&TextStyle::new(), &other).unwrap().get_emphasis(), other.get_emphasis());
    assert_eq!(u8::from(TerminalColor::BRIGHT_RED), 91);
}

fn errors() {
    let error = FormatError::new(c"invalid type specifier");
    let copy = error.copy();
    drop(error);
    assert!(FormatError::downcast_runtime_error(copy.as_runtime_error()).is_some());
    let base = FormatError::into_runtime_error(FormatError::from_bytes(b"\xFF\xFE"));
    assert!(FormatError::downcast_runtime_error(&base).is_some());
}

fn files() {
    let (mut out, mut into) = (File::new(), File::new());
    assert_eq!(out.descriptor(), -1);
    File::pipe(out.pin_mut(), into.pin_mut()).unwrap();
    assert!(out.descriptor() >= 0 && out.descriptor() != into.descriptor());
    let bytes = b"\0bytes \xFF\xFE\n";
    assert_eq!(into.pin_mut().write(bytes).unwrap(), bytes.len());
    let mut again = File::dup(into.descriptor()).unwrap();
    assert_eq!(again.pin_mut().write(b"more").unwrap(), 4);
    again.pin_mut().close().unwrap();
    into.pin_mut().close().unwrap();
    assert_eq!(into.descriptor(), -1);
    let mut buffer = [0; 64];
    let count = out.pin_mut().read(&mut buffer).unwrap();
    assert_eq!(buffer[..count], [&bytes[..], b"more"].concat());
    assert_eq!(out.pin_mut().read(&mut buffer).unwrap(), 0);

    // What the system refuses is an exception with its class and text.
    let error = out.pin_mut().write(b"x").unwrap_err();
    assert_eq!(error.type_name(), "std::system_error");
    assert!(error.to_string().starts_with("cannot write to file: "), "{error}");
    assert!(File::dup(-1).is_err());
    assert!(out.pin_mut().fdopen(c"no mode").is_err());

    let name = "program-fmtlib.txt";
    std::fs::write(name, b"12345").unwrap();
    let kept = std::fs::File::open(name).unwrap();
    let mut file = File::dup(std::os::fd::AsRawFd::as_raw_fd(&kept)).unwrap();
    assert_eq!(file.size().unwrap(), 5);
    let mut moved = file.pin_mut().take();
    assert_eq!(file.descriptor(), -1);
    let mut buffered = moved.pin_mut().fdopen(c"r").unwrap();
    assert!(buffered.descriptor().unwrap() >= 0);
    buffered.pin_mut().close().unwrap();
    BufferedFile::new().pin_mut().close().unwrap();
    std::fs::remove_file(name).unwrap();
    assert_eq!(fmtlib::getpagesize().unwrap() % 4096, 0);
}

fn times() {
    assert!(fmtlib::gmtime(0).is_ok());
    assert!(fmtlib::gmtime(i64::MAX).is_err());
    assert!(fmtlib::gmtime_system_time(UNIX_EPOCH + Duration::from_secs(86_400)).is_ok());
    assert!(fmtlib::localtime(1_000_000_000).is_ok());
    assert_eq!(Weekday::from_u32(7).c_encoding(), 0);
    assert_eq!(Weekday::from_u32(3).c_encoding(), 3);
}
