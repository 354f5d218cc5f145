//! Words, numbers, texts and signs of rules.

use codec::text::Escaped;

use crate::literal::Literal;

/// What is wrong with a text, and where: a byte from its start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The byte.
    pub position: usize,
    /// What is wrong there.
    pub message: Vec<u8>,
}

impl Error {
    /// At a byte.
    pub fn at(position: usize, message: impl Into<Vec<u8>>) -> Error {
        Error { position, message: message.into() }
    }
}

/// What stands next in a text.
#[derive(Clone, Debug)]
pub struct Token<'a> {
    /// Its first byte.
    pub position: usize,
    /// What it is.
    pub kind: Kind<'a>,
}

/// Kinds of tokens.
#[derive(Clone, Debug)]
pub enum Kind<'a> {
    /// Nothing more.
    End,
    /// A number.
    Number(Literal),
    /// A text.
    Text(Literal),
    /// A name: dots belong to names, metrics are called things like `motor.temp`.
    Name(&'a [u8]),
    /// A sign of one or two characters.
    Symbol(Symbol),
}

/// Signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// An operator between two values, which may be the sign of one, too.
    Operator(Operator),
    /// `!`
    Not,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `?`
    Question,
    /// `:`
    Colon,
    /// `,`
    Comma,
}

impl Symbol {
    /// The sign at the start of a text.
    fn at_start(text: &[u8]) -> Option<Symbol> {
        Some(match text {
            [b'|', b'|', ..] => Symbol::Operator(Operator::Or),
            [b'&', b'&', ..] => Symbol::Operator(Operator::And),
            [b'=', b'=', ..] => Symbol::Operator(Operator::Equal),
            [b'!', b'=', ..] => Symbol::Operator(Operator::NotEqual),
            [b'<', b'=', ..] => Symbol::Operator(Operator::AtMost),
            [b'>', b'=', ..] => Symbol::Operator(Operator::AtLeast),
            [b'<', ..] => Symbol::Operator(Operator::Less),
            [b'>', ..] => Symbol::Operator(Operator::Greater),
            [b'+', ..] => Symbol::Operator(Operator::Add),
            [b'-', ..] => Symbol::Operator(Operator::Subtract),
            [b'*', ..] => Symbol::Operator(Operator::Multiply),
            [b'/', ..] => Symbol::Operator(Operator::Divide),
            [b'%', ..] => Symbol::Operator(Operator::Remainder),
            [b'!', ..] => Symbol::Not,
            [b'(', ..] => Symbol::Open,
            [b')', ..] => Symbol::Close,
            [b'?', ..] => Symbol::Question,
            [b':', ..] => Symbol::Colon,
            [b',', ..] => Symbol::Comma,
            _ => return None,
        })
    }

    /// How it is written.
    pub fn text(self) -> &'static str {
        match self {
            Symbol::Operator(operator) => operator.text(),
            Symbol::Not => "!",
            Symbol::Open => "(",
            Symbol::Close => ")",
            Symbol::Question => "?",
            Symbol::Colon => ":",
            Symbol::Comma => ",",
        }
    }
}

/// Operators between two values, in the order in which C++ numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
}

impl Operator {
    /// How it is written.
    pub fn text(self) -> &'static str {
        ["||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"][self as usize]
    }

    /// How tightly it binds.
    pub fn level(self) -> u8 {
        match self {
            Operator::Or => 1,
            Operator::And => 2,
            Operator::Equal | Operator::NotEqual => 3,
            Operator::Less | Operator::AtMost | Operator::Greater | Operator::AtLeast => 4,
            Operator::Add | Operator::Subtract => 5,
            Operator::Multiply | Operator::Divide | Operator::Remainder => 6,
        }
    }
}

/// Cuts a text into tokens, one at a time: what nobody asks for cannot be wrong.
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    /// Starts at the beginning.
    pub fn new(text: &'a [u8]) -> Lexer<'a> {
        Lexer { text, at: 0 }
    }

    /// The next token.
    pub fn next(&mut self) -> Result<Token<'a>, Error> {
        self.at += self.text[self.at..].iter().take_while(|b| b" \t\r\n".contains(b)).count();
        let position = self.at;
        let rest = &self.text[position..];
        let kind = match rest.first() {
            None => Kind::End,
            Some(b'0'..=b'9') => Kind::Number(self.number()?),
            Some(b'"') => Kind::Text(self.quoted()?),
            Some(first) if first.is_ascii_alphabetic() || *first == b'_' => {
                let name = |b: &&u8| is_in_name(**b) || **b == b'.';
                Kind::Name(self.take(rest.iter().take_while(name).count()))
            }
            Some(first) => {
                let Some(symbol) = Symbol::at_start(rest) else {
                    let message = format!("unexpected character '{}'", Escaped(&[*first]));
                    return Err(Error::at(position, message));
                };
                self.at += symbol.text().len();
                Kind::Symbol(symbol)
            }
        };
        Ok(Token { position, kind })
    }

    fn take(&mut self, bytes: usize) -> &'a [u8] {
        let taken = &self.text[self.at..self.at + bytes];
        self.at += bytes;
        taken
    }

    fn number(&mut self) -> Result<Literal, Error> {
        let (start, rest) = (self.at, &self.text[self.at..]);
        let (mut end, mut whole) = (0, true);
        while let Some(&byte) = rest.get(end) {
            let exponent = matches!(byte, b'+' | b'-') && end > 0 && matches!(rest[end - 1], b'e' | b'E');
            if !(is_in_name(byte) || byte == b'.' || (!whole && exponent)) {
                break;
            }
            whole &= byte.is_ascii_digit();
            end += 1;
        }
        let text = self.take(end);
        let read = std::str::from_utf8(text).ok().and_then(|t| match whole {
            true => t.parse().ok().map(Literal::Int),
            false => decimal(t).map(Literal::Double),
        });
        read.ok_or_else(|| Error::at(start, [b"bad number '", text, b"'"].concat()))
    }

    fn quoted(&mut self) -> Result<Literal, Error> {
        let start = self.at;
        let mut out = Vec::new();
        let mut at = start + 1;
        loop {
            match self.text.get(at) {
                None => return Err(Error::at(start, "unterminated text")),
                Some(b'"') => break,
                Some(b'\\') => {
                    let byte = match self.text.get(at + 1) {
                        None => return Err(Error::at(start, "unterminated text")),
                        Some(b'n') => b'\n',
                        Some(b't') => b'\t',
                        Some(byte @ (b'"' | b'\\')) => *byte,
                        Some(_) => return Err(Error::at(at, "unknown escape")),
                    };
                    out.push(byte);
                    at += 2;
                }
                Some(byte) => {
                    out.push(*byte);
                    at += 1;
                }
            }
        }
        self.at = at + 1;
        Ok(Literal::Text(out))
    }
}

/// A finite number without words: no `inf`, no hexadecimal.
fn decimal(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    text.parse().ok().filter(|number: &f64| plain && number.is_finite())
}

fn is_in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Result<Vec<String>, Error> {
        let (mut lexer, mut out) = (Lexer::new(text.as_bytes()), Vec::new());
        loop {
            match lexer.next()?.kind {
                Kind::End => return Ok(out),
                Kind::Number(value) | Kind::Text(value) => out.push(value.value().to_string()),
                Kind::Name(name) => out.push(String::from_utf8_lossy(name).into_owned()),
                Kind::Symbol(symbol) => out.push(symbol.text().to_owned()),
            }
        }
    }

    #[test]
    fn a_text_is_cut_into_tokens() {
        let found = all("motor.temp>=1e+3 && \"a\\n\\\"\"!=x_1 ||!7").unwrap();
        assert_eq!(found, ["motor.temp", ">=", "1000", "&&", "\"a\\n\\\"\"", "!=", "x_1", "||", "!", "7"]);
        assert_eq!(all(" \t\r\n"), Ok(Vec::new()));
    }

    #[test]
    fn what_is_wrong_has_a_place() {
        for (text, position, message) in [
            ("a # b", 2, "unexpected character '#'"),
            ("\u{1}", 0, "unexpected character '\\x01'"),
            ("1 1x", 2, "bad number '1x'"),
            ("9223372036854775808", 0, "bad number '9223372036854775808'"),
            ("1e999", 0, "bad number '1e999'"),
            ("\"a", 0, "unterminated text"),
            (" \"a\\", 1, "unterminated text"),
            ("\"a\\q\"", 2, "unknown escape"),
            ("a & b", 2, "unexpected character '&'"),
        ] {
            assert_eq!(all(text), Err(Error::at(position, message)), "{text}");
        }
    }
}
