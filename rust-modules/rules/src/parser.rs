//! Expressions and actions, from text.
//!
//! What the parser finds goes to a [`Build`] at once, part by part: long sums make deep trees, and nobody walks one here.

use std::mem;

use crate::lexer::{Error, Kind, Lexer, Operator, Symbol, Token};
use crate::literal::Literal;

/// Expressions come from files that programs may write: deeper ones are refused before the stack is used up.
const MAX_DEPTH: usize = 64;

/// Makes expressions.
pub trait Build {
    /// An expression.
    type Expr;
    /// A value.
    fn literal(&mut self, value: Literal) -> Self::Expr;
    /// A name.
    fn variable(&mut self, name: &[u8]) -> Self::Expr;
    /// `-a` or `!a`
    fn unary(&mut self, sign: u8, operand: Self::Expr) -> Self::Expr;
    /// `left + right`, or another operator.
    fn binary(&mut self, operator: Operator, left: Self::Expr, right: Self::Expr) -> Self::Expr;
    /// `condition ? yes : no`
    fn conditional(&mut self, condition: Self::Expr, yes: Self::Expr, no: Self::Expr) -> Self::Expr;
    /// `name(arguments)`
    fn call(&mut self, name: &[u8], arguments: Vec<Self::Expr>) -> Self::Expr;
}

/// An action: its name, and what it is called with.
pub type Action<'a, E> = (&'a [u8], Vec<E>);

/// One expression, and nothing behind it.
pub fn expression<B: Build>(text: &[u8], build: &mut B) -> Result<B::Expr, Error> {
    let mut parser = Parser::new(text, build)?;
    let found = parser.expression()?;
    parser.end()?;
    Ok(found)
}

/// One or more calls, and nothing behind them.
pub fn actions<'a, B: Build>(text: &'a [u8], build: &mut B) -> Result<Vec<Action<'a, B::Expr>>, Error> {
    let mut parser = Parser::new(text, build)?;
    let mut out = Vec::new();
    loop {
        let Kind::Name(name) = parser.token.kind else { return parser.fail("expected an action") };
        parser.advance()?;
        parser.expect(Symbol::Open)?;
        out.push((name, parser.arguments()?));
        if !parser.accept(Symbol::Comma)? {
            break;
        }
    }
    parser.end()?;
    Ok(out)
}

struct Parser<'a, 'b, B> {
    lexer: Lexer<'a>,
    token: Token<'a>,
    depth: usize,
    build: &'b mut B,
}

impl<'a, 'b, B: Build> Parser<'a, 'b, B> {
    fn new(text: &'a [u8], build: &'b mut B) -> Result<Self, Error> {
        let mut lexer = Lexer::new(text);
        let token = lexer.next()?;
        Ok(Parser { lexer, token, depth: 0, build })
    }

    fn advance(&mut self) -> Result<Token<'a>, Error> {
        let next = self.lexer.next()?;
        Ok(mem::replace(&mut self.token, next))
    }

    fn fail<T>(&self, message: impl Into<Vec<u8>>) -> Result<T, Error> {
        Err(Error::at(self.token.position, message))
    }

    fn accept(&mut self, symbol: Symbol) -> Result<bool, Error> {
        let stands = matches!(self.token.kind, Kind::Symbol(s) if s == symbol);
        if stands {
            self.advance()?;
        }
        Ok(stands)
    }

    fn expect(&mut self, symbol: Symbol) -> Result<(), Error> {
        match self.accept(symbol)? {
            true => Ok(()),
            false => self.fail([format!("expected '{}', got ", symbol.text()).as_bytes(), &self.described()].concat()),
        }
    }

    fn end(&self) -> Result<(), Error> {
        match self.token.kind {
            Kind::End => Ok(()),
            _ => self.fail([b"unexpected ", &self.described()[..]].concat()),
        }
    }

    fn described(&self) -> Vec<u8> {
        match &self.token.kind {
            Kind::End => b"end of input".to_vec(),
            Kind::Number(number) => number.value().to_string().into_bytes(),
            Kind::Text(_) => b"text".to_vec(),
            Kind::Name(name) => [b"'", *name, b"'"].concat(),
            Kind::Symbol(symbol) => format!("'{}'", symbol.text()).into_bytes(),
        }
    }

    fn deeper(&mut self) -> Result<(), Error> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { self.fail("expression nested too deeply") } else { Ok(()) }
    }

    fn expression(&mut self) -> Result<B::Expr, Error> {
        self.deeper()?;
        let mut found = self.binary(1)?;
        if self.accept(Symbol::Question)? {
            let yes = self.expression()?;
            self.expect(Symbol::Colon)?;
            let no = self.expression()?;
            found = self.build.conditional(found, yes, no);
        }
        self.depth -= 1;
        Ok(found)
    }

    /// What operators of this level and above join; all group to the left.
    fn binary(&mut self, level: u8) -> Result<B::Expr, Error> {
        let mut left = self.unary()?;
        while let Kind::Symbol(Symbol::Operator(operator)) = self.token.kind {
            if operator.level() < level {
                break;
            }
            self.advance()?;
            let right = self.binary(operator.level() + 1)?;
            left = self.build.binary(operator, left, right);
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<B::Expr, Error> {
        self.deeper()?;
        let sign = match self.token.kind {
            Kind::Symbol(Symbol::Operator(Operator::Subtract)) => Some(b'-'),
            Kind::Symbol(Symbol::Not) => Some(b'!'),
            _ => None,
        };
        let found = match sign {
            Some(sign) => {
                self.advance()?;
                let operand = self.unary()?;
                self.build.unary(sign, operand)
            }
            None => self.primary()?,
        };
        self.depth -= 1;
        Ok(found)
    }

    fn primary(&mut self) -> Result<B::Expr, Error> {
        if self.accept(Symbol::Open)? {
            let inner = self.expression()?;
            self.expect(Symbol::Close)?;
            return Ok(inner);
        }
        if matches!(self.token.kind, Kind::End | Kind::Symbol(_)) {
            return self.fail([b"expected a value, got ", &self.described()[..]].concat());
        }
        let name = match self.advance()?.kind {
            Kind::Number(value) | Kind::Text(value) => return Ok(self.build.literal(value)),
            Kind::Name(name) => name,
            Kind::End | Kind::Symbol(_) => &[],
        };
        Ok(match name {
            b"true" => self.build.literal(Literal::Bool(true)),
            b"false" => self.build.literal(Literal::Bool(false)),
            b"none" => self.build.literal(Literal::None),
            name if self.accept(Symbol::Open)? => {
                let arguments = self.arguments()?;
                self.build.call(name, arguments)
            }
            name => self.build.variable(name),
        })
    }

    /// What stands behind `name(`, up to `)`.
    fn arguments(&mut self) -> Result<Vec<B::Expr>, Error> {
        let mut out = Vec::new();
        if self.accept(Symbol::Close)? {
            return Ok(out);
        }
        loop {
            out.push(self.expression()?);
            if !self.accept(Symbol::Comma)? {
                break;
            }
        }
        self.expect(Symbol::Close)?;
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The canonical form: every operator in parentheses.
    struct Written;

    impl Build for Written {
        type Expr = String;
        fn literal(&mut self, value: Literal) -> String {
            value.value().to_string()
        }
        fn variable(&mut self, name: &[u8]) -> String {
            String::from_utf8_lossy(name).into_owned()
        }
        fn unary(&mut self, sign: u8, operand: String) -> String {
            format!("({}{operand})", char::from(sign))
        }
        fn binary(&mut self, operator: Operator, left: String, right: String) -> String {
            format!("({left} {} {right})", operator.text())
        }
        fn conditional(&mut self, condition: String, yes: String, no: String) -> String {
            format!("({condition} ? {yes} : {no})")
        }
        fn call(&mut self, name: &[u8], arguments: Vec<String>) -> String {
            format!("{}({})", String::from_utf8_lossy(name), arguments.join(", "))
        }
    }

    fn written(text: &str) -> Result<String, Error> {
        expression(text.as_bytes(), &mut Written)
    }

    #[test]
    fn operators_bind_as_they_should() {
        for (text, expected) in [
            ("1 + 2 * 3", "(1 + (2 * 3))"),
            ("1 - 2 - 3", "((1 - 2) - 3)"),
            ("-a.b * !c", "((-a.b) * (!c))"),
            ("a || b && c == d < e + f % g", "(a || (b && (c == (d < (e + (f % g))))))"),
            ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
            ("(1 + 2) * max(3, x, none)", "((1 + 2) * max(3, x, none))"),
            ("true == \"a\\n\"", "(true == \"a\\n\")"),
            ("f()", "f()"),
        ] {
            let found = written(text);
            assert_eq!(found.as_deref(), Ok(expected));
            assert_eq!(written(expected), found, "it is read as it is written");
        }
    }

    #[test]
    fn what_is_wrong_has_a_place() {
        for (text, position, message) in [
            ("", 0, "expected a value, got end of input"),
            ("1 +", 3, "expected a value, got end of input"),
            ("1 2.50", 2, "unexpected 2.5"),
            ("(1 \"x\"", 3, "expected ')', got text"),
            ("a ? b c", 6, "expected ':', got 'c'"),
            ("f(1,)", 4, "expected a value, got ')'"),
            ("1 # 2", 2, "unexpected character '#'"),
        ] {
            assert_eq!(written(text), Err(Error::at(position, message)), "{text}");
        }
    }

    #[test]
    fn depth_has_a_limit_and_length_has_none() {
        let deep = |n: usize| "(".repeat(n) + "1" + &")".repeat(n);
        assert!(written(&deep(31)).is_ok());
        assert_eq!(written(&deep(40)).unwrap_err().message, b"expression nested too deeply");
        assert!(written(&("1".to_owned() + &" + 1".repeat(1000))).is_ok());
    }

    #[test]
    fn actions_are_calls() {
        let found = actions(b"alert(\"hot\"), set(\"t\", x * 2)", &mut Written).unwrap();
        let found: Vec<(&[u8], String)> = found.into_iter().map(|(name, args)| (name, args.join("; "))).collect();
        assert_eq!(found, [(&b"alert"[..], "\"hot\"".to_owned()), (b"set", "\"t\"; (x * 2)".to_owned())]);
        let wrong = |text: &[u8]| actions(text, &mut Written).unwrap_err();
        assert_eq!(wrong(b"1"), Error::at(0, "expected an action"));
        assert_eq!(wrong(b"a(), "), Error::at(5, "expected an action"));
        assert_eq!(wrong(b"a"), Error::at(1, "expected '(', got end of input"));
        assert_eq!(wrong(b"a() b"), Error::at(4, "unexpected 'b'"));
    }
}
