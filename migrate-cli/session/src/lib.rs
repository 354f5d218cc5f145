//! A session: what firmware said over a serial line and what its peer sent, in order.
//!
//! A [`Recorder`] notes one while it happens, [`Session::keep`] writes it, and a [`Replay`] is a peer that plays it: it sends
//! what was sent each time the firmware has said what it had said before, and finds the first byte that is another one. All
//! of it goes byte by byte and knows no clock, so that an emulator and a simulator of the host make the same of the same
//! dialogue, in whichever pieces a pipe hands it over.

mod document;
mod error;
mod file;
mod peer;
mod print;
mod record;
mod replay;
mod session;

pub use document::Document;
pub use error::SessionError;
pub use file::{Kept, SUFFIX, file_of};
pub use peer::{Peer, Script, Step};
pub use record::Recorder;
pub use replay::{Difference, Replay};
pub use session::{Session, Turn};
