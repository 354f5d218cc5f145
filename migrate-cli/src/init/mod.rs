//! The parts of `migrate init`: where compile databases are, how CMake makes one, what `migrate.toml` says.

pub mod cmake;
pub mod database;
pub mod template;
