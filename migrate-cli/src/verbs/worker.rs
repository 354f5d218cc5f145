//! `migrate worker`: the life of a worker process of `migrate scan`.

use migrate_model::exit;

use crate::failure::{Failure, reason};

pub fn run() -> Result<u8, Failure> {
    migrate_scan::worker::run().map_err(|e| Failure::unexpected(format!("worker: {}", reason(&e))))?;
    Ok(exit::OK)
}
