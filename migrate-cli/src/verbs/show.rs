//! `migrate show`

use crate::args::ShowArgs;
use crate::failure::Failure;
use crate::request::Context;

pub fn run(_args: &ShowArgs, _context: &Context) -> Result<u8, Failure> {
    Err(Failure::unexpected("not yet"))
}
