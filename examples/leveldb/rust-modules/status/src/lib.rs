//! The module `status` in Rust: how a call has ended.

pub mod outcome;

use outcome::{Kind, Outcome};
use status_bridge::facade::Module;

/// What C++ calls.
pub struct Status;

impl Module for Status {
    type Status = Outcome;

    fn status_new() -> Outcome {
        Outcome::default()
    }

    fn status_ok() -> Outcome {
        Outcome::default()
    }

    fn status_not_found(msg: &[u8], msg2: &[u8]) -> Outcome {
        Outcome::failed(Kind::NotFound, msg, msg2)
    }

    fn status_corruption(msg: &[u8], msg2: &[u8]) -> Outcome {
        Outcome::failed(Kind::Corruption, msg, msg2)
    }

    fn status_not_supported(msg: &[u8], msg2: &[u8]) -> Outcome {
        Outcome::failed(Kind::NotSupported, msg, msg2)
    }

    fn status_invalid_argument(msg: &[u8], msg2: &[u8]) -> Outcome {
        Outcome::failed(Kind::InvalidArgument, msg, msg2)
    }

    fn status_io_error(msg: &[u8], msg2: &[u8]) -> Outcome {
        Outcome::failed(Kind::Io, msg, msg2)
    }

    fn status_ok_(this: &Outcome) -> bool {
        this.kind().is_none()
    }

    fn status_is_not_found(this: &Outcome) -> bool {
        this.kind() == Some(Kind::NotFound)
    }

    fn status_is_corruption(this: &Outcome) -> bool {
        this.kind() == Some(Kind::Corruption)
    }

    fn status_is_io_error(this: &Outcome) -> bool {
        this.kind() == Some(Kind::Io)
    }

    fn status_is_not_supported_error(this: &Outcome) -> bool {
        this.kind() == Some(Kind::NotSupported)
    }

    fn status_is_invalid_argument(this: &Outcome) -> bool {
        this.kind() == Some(Kind::InvalidArgument)
    }

    fn status_to_string(this: &Outcome) -> Vec<u8> {
        this.text()
    }
}
