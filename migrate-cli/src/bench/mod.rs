//! `migrate bench` of modules: both sides of a scenario are built, linked several times with their parts at other places, and
//! given to [`migrate_measure`].

pub mod builds;
pub mod layouts;
pub mod native;
pub mod rebuild;
pub mod subject;
