use lib::{Pair, Text, Word};

fn main() {
    let text = String::from("word");
    let word = lib::word(text.as_bytes());
    assert_eq!((word.letters(), word.first()), (4, b'w'));
    let again = lib::same(&word);
    assert_eq!(again.letters(), 4);
    let other = Word::new(b"ab");
    let pair = Pair::new(&word, &other);
    assert_eq!(pair.left().first(), b'w');
    assert_eq!(lib::both(&pair).iter().map(|w| w.letters()).sum::<usize>(), 8);

    let text = Text::new(b"xyz");
    let words = text.words();
    assert_eq!((words[&1].letters(), words[&2].letters(), words[&2].first()), (1, 2, b'x'));
}
