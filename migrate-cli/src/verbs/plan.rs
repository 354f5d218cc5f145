//! `migrate plan`

use crate::args::PlanArgs;
use crate::failure::Failure;
use crate::request::Context;

pub fn run(_args: &PlanArgs, _context: &Context) -> Result<u8, Failure> {
    Err(Failure::unexpected("not yet"))
}
