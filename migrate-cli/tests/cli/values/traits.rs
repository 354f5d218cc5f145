use lib::{Colour, Length, Point, Silent};

fn main() {
    let (a, b) = (Length::new(1), Length::new(2));
    assert!(*a == *Length::new(1) && *a != *b);
    assert!(*a < *b && *b > *a && *a <= *a);
    assert_eq!((-&*a).mm(), -1);
    assert_eq!((&*a + &*b).mm(), 3);
    assert_eq!((&*b * 4).mm(), 8);
    assert_eq!(f64::from(&*b), 0.002);
    assert_eq!(Vec::<u8>::from(&*b), b"2 mm");
    assert!(a.to_bool());
    assert_eq!(format!("{a}, {:>6}, {:?}", *b, *a), "1 mm,   2 mm, Length(1 mm)");

    let point = Point { x: 3, y: 4 };
    assert_eq!(point.to_string(), "3|4");
    assert_eq!(&point - Point { x: 1, y: 1 }, Point { x: 2, y: 3 });
    assert_eq!(Colour::RED.to_string(), "red");
    assert_eq!(Colour::GREEN.to_string(), "gr\u{fffd}n");
    assert_eq!(format!("{:?}", *Silent::new()), "Silent { .. }");
    assert!(!&*lib::core_::Kernel::new());
}
