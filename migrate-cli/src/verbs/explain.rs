//! `migrate explain`

use crate::args::ExplainArgs;
use crate::failure::Failure;
use crate::request::Context;

pub fn run(_args: &ExplainArgs, _context: &Context) -> Result<u8, Failure> {
    Err(Failure::unexpected("not yet"))
}
