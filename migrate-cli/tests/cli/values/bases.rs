use lib::{Bad, Both, Doubled, Failure, Good, Left, Twice};

fn main() {
    let mut good = Good::new();
    assert_eq!((good.name(), good.as_priced().price(), good.letters()), (1, 20, 3));
    good.pin_mut().as_priced_mut().raise(5);
    assert_eq!(lib::price_of(good.as_priced()), 25);
    assert!(core::ptr::eq(Good::downcast_priced(good.as_priced()).unwrap(), &*good));
    assert!(core::ptr::eq(Good::downcast_named(good.as_named()).unwrap(), &*good));
    assert!(Good::downcast_priced(Bad::new().as_priced()).is_none());
    {
        let back = Good::downcast_priced_mut(good.pin_mut().as_priced_mut()).unwrap();
        back.as_priced_mut().raise(1);
    }
    let mut priced = Good::into_priced(good);
    assert_eq!((priced.price(), priced.extra()), (20, 6));
    assert!(Bad::downcast_priced_mut(priced.pin_mut()).is_none());

    let both = Both::new();
    assert_eq!((both.left(), both.as_right().right(), both.part()), (1, 2, 30));
    assert_eq!(both.as_right().as_part().part(), 30);
    assert!(core::ptr::eq(both.as_left().as_part(), both.as_right().as_part()));
    assert_eq!(both.as_left().as_part().id(), 7);
    let part = Left::into_part(Both::into_left(both));
    assert_eq!(part.part(), 30);
    let left = Left::downcast_part(&part).unwrap();
    assert_eq!(Both::downcast_left(left).unwrap().as_right().right(), 2);

    let twice = Twice::new();
    assert_eq!(twice.as_good().price(), 20);
    assert_eq!(twice.as_once().as_named().name(), 1);

    let sizes = [Doubled::new(5).as_sized().size(), Doubled::new_i32_i32(3, 4).as_sized().size()];
    assert_eq!(sizes, [10, 12]);
    let texts = [Failure::new(b"bytes \xff").text(), Failure::from_cstr(c"characters").text()];
    assert_eq!(texts, [&b"bytes \xff"[..], b"characters"]);
}
