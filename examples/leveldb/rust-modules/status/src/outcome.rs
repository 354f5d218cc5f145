//! Success, or what went wrong.

/// What kind of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// There is no such thing.
    NotFound,
    /// What is stored is not what was written.
    Corruption,
    /// Nobody has written that.
    NotSupported,
    /// The caller asked for what makes no sense.
    InvalidArgument,
    /// The system said so.
    Io,
}

#[derive(Clone, Debug)]
struct Failure {
    kind: Kind,
    message: Box<[u8]>,
}

/// How a call has ended: success is the default, and takes no memory of its own.
#[derive(Clone, Debug, Default)]
pub struct Outcome(Option<Box<Failure>>);

impl Outcome {
    /// It went wrong; a second part of the message stands behind a colon.
    pub fn failed(kind: Kind, message: &[u8], detail: &[u8]) -> Outcome {
        let message = match detail {
            [] => message.into(),
            detail => [message, b": ", detail].concat().into(),
        };
        Outcome(Some(Box::new(Failure { kind, message })))
    }

    /// What went wrong, if something did.
    pub fn kind(&self) -> Option<Kind> {
        self.0.as_ref().map(|failure| failure.kind)
    }

    /// For people.
    pub fn text(&self) -> Vec<u8> {
        let Some(failure) = &self.0 else { return b"OK".to_vec() };
        let kind: &[u8] = match failure.kind {
            Kind::NotFound => b"NotFound: ",
            Kind::Corruption => b"Corruption: ",
            Kind::NotSupported => b"Not implemented: ",
            Kind::InvalidArgument => b"Invalid argument: ",
            Kind::Io => b"IO error: ",
        };
        [kind, &failure.message].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn success_says_ok() {
        assert_eq!((Outcome::default().kind(), Outcome::default().text()), (None, b"OK".to_vec()));
    }

    #[test]
    fn a_failure_says_what_and_of_what() {
        let missing = Outcome::failed(Kind::NotFound, b"key", b"a\0b");
        assert_eq!((missing.kind(), missing.text()), (Some(Kind::NotFound), b"NotFound: key: a\0b".to_vec()));
        assert_eq!(Outcome::failed(Kind::Io, b"disk", b"").text(), b"IO error: disk".to_vec());
    }
}
