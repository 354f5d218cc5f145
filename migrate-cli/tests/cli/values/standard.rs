use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use lib::support::{Nanos, OneOf2};
use lib::{Point, Set, Window};

fn main() {
    let mut set = Set::new(&[1, 2, 3]);
    assert_eq!((set.sum(), set.values()), (6, &[1, 2, 3][..]));
    set.pin_mut().changeable()[0] = 10;
    assert_eq!(set.sum(), 15);
    assert_eq!(Set::new(&[]).sum(), 0);
    assert!(Set::from_i32(0).values().is_empty());
    assert_eq!(lib::longest(&[b"one".to_vec(), b"three".to_vec()]), 5);

    let values = [2.5];
    let mut window = Window::new(&values);
    assert_eq!(window.first(), 2.5);
    unsafe { window.pin_mut().move_to(&[]) };
    assert_eq!(window.first(), 0.0);
    assert_eq!(lib::total(&[40, 2]), 42);
    let mut floats = [0.0; 3];
    lib::fill(&mut floats, 1.5);
    assert_eq!(floats, [1.5; 3]);

    let mut points = [Point { x: 1, y: 2 }, Point { x: 3, y: 4 }];
    assert_eq!(lib::corners(&points), 14);
    lib::flip(&mut points);
    assert_eq!(points, [Point { x: 2, y: 1 }, Point { x: 4, y: 3 }]);

    assert_eq!(lib::wide(&[0x61]), [0x61, 0x20ac]);
    assert_eq!((lib::letter(0x61), lib::unit(0xd83d)), (0x62, 0xd83d));
    assert_eq!(lib::half(5.0), 2.5);
    assert_eq!(lib::later(Duration::from_secs(2).into()), Nanos(2_005_000_000));
    assert_eq!(lib::epoch(UNIX_EPOCH, 60), UNIX_EPOCH + Duration::from_secs(60));
    assert_eq!(lib::inside(Path::new("a"), b"b"), Path::new("a/b"));
    assert_eq!(lib::sorted(&[b"a".to_vec(), b"b".to_vec()]), [b"b", b"a"]);
    assert_eq!(lib::either(OneOf2::B(b"x".to_vec())), OneOf2::B(b"x".to_vec()));
    assert_eq!(lib::nested(true), Some(vec![(1, b"one".to_vec()), (2, b"two".to_vec())]));
    assert_eq!(lib::nested(false), None);
}
