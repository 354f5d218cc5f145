//! `migrate generate_docs`

use crate::args::GenerateDocsArgs;
use crate::failure::Failure;
use crate::request::Context;

pub fn run(_args: &GenerateDocsArgs, _context: &Context) -> Result<u8, Failure> {
    Err(Failure::unexpected("not yet"))
}
