//! One command a file.

pub(crate) mod bench_crossing;
pub(crate) mod bench_dispatch;
pub(crate) mod bench_honesty;
pub(crate) mod corpus;
pub(crate) mod demo;
pub(crate) mod docs;
pub(crate) mod floors;
pub(crate) mod setup;
pub(crate) mod test;
pub(crate) mod usage;
