//! Uses the bridges to odd headers.

fn main() {
    // Names that differ by case or style only are all there.
    let values = [
        names::fns::get_value(),
        names::fns::get_value_plain(),
        names::fns::get_value_plain2(),
        names::fns::getvalue(),
    ];
    assert_eq!(values.iter().sum::<i32>(), 10, "{values:?}");
    assert_eq!(names::fns::alike(1, 2, 3), 123);
    assert_eq!(names::fns::shadows(1, 1, 1, 1, 1, 1, 1, 1), 8);

    let outer = names::tys::Outer::make();
    assert_eq!(outer.self_(), 1);
    assert_eq!(names::tys::Box_::new().get(), 4);

    assert_eq!(names::core_::f(&names::core_::g()), 1);
    assert_eq!(names::thing::one().s(), b"");
    assert_eq!(macros::support() + macros::cxx(), 2);

    // What g++ and clang++ see differently is right all the same.
    let mut seen = odd::make_by_compiler(7);
    assert_eq!((odd::by_compiler(&seen), seen.b()), (7, 7));
    seen.pin_mut().set_b(8);
    assert_eq!(odd::by_compiler(&seen), 8);
    let mut swapped = odd::SameSize::new();
    swapped.pin_mut().set_a(4);
    swapped.pin_mut().set_b(2);
    assert_eq!(odd::same_size(&swapped), 42);
    let mut named = odd::SameNames::new();
    named.pin_mut().set_b(2 as _);
    assert_eq!(odd::same_names(&named), 2);
    assert_eq!(odd::packed(&odd::make_packed(9)), 9);
    assert_eq!(odd::aligned(&odd::make_aligned()), 7);
    assert_eq!(odd::other_size(odd::OtherSize::A), 0);
    assert_eq!(odd::anon1(odd::AnonPoint { x: 4, y: 2 }), 42);
    assert_eq!(odd::truth(odd::Truth::YES), odd::Truth::YES);
    assert_eq!(odd::twice(1.5), 3.0);

    assert_eq!(odd::größe(3), 3);
    assert_eq!(odd::数(5), 5);
    assert_eq!(odd::straße(odd::Straße::KLEIN), odd::Straße::KLEIN);
    assert_eq!(odd::marked(2) + odd::latin() + odd::unguarded(), 4);
    assert_eq!(odd::conflict(odd::Conflict { a: 6 }), 6);

    assert_eq!((macros::ONLY, macros::BIG, macros::NEG), (1, u64::MAX, -5));
    assert_eq!(macros::clash(b"abc", &macros::Clash::new()), 4);
}
