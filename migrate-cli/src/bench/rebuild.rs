//! How long a build takes after somebody has changed a module: its C++ on one side, its Rust on the other.

use std::fs::{self, File, FileTimes};
use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use migrate_model::bench::Single;

use crate::bench::builds::{self, Build};
use crate::failure::Failure;
use crate::request::Context;

/// Builds of each side; they take turns.
const BUILDS: usize = 3;
/// The metric.
const METRIC: &str = "build_time";

/// Builds the scenario of a module again and again, each time as if the files of the side had just been written.
pub fn measure(
    sides: &[Build; 2],
    module: &str,
    files: [&[PathBuf]; 2],
    context: &Context,
) -> Result<Vec<Single>, Failure> {
    let mut singles = [0, 1].map(|side| Single { metric: METRIC.to_owned(), side, iterations: None, values: vec![] });
    let modules = [module.to_owned()];
    for _ in 0..BUILDS {
        for ((build, files), single) in sides.iter().zip(files).zip(&mut singles) {
            // Whatever else is out of date is not the module's.
            builds::build(build, &modules, context)?;
            let touched = Touched::new(files)?;
            let began = Instant::now();
            builds::build(build, &modules, context)?;
            single.values.push(began.elapsed().as_nanos() as f64);
            drop(touched);
        }
    }
    Ok(singles.into())
}

/// Files that look as if they had just been written, until it is dropped.
struct Touched(Vec<(PathBuf, SystemTime)>);

impl Touched {
    fn new(files: &[PathBuf]) -> Result<Touched, Failure> {
        let mut touched = Touched(Vec::new());
        for file in files {
            let failed = |e: std::io::Error| Failure::io("set the time of", file, &e);
            let before = fs::metadata(file).and_then(|m| m.modified()).map_err(failed)?;
            stamp(file, SystemTime::now()).map_err(failed)?;
            touched.0.push((file.clone(), before));
        }
        Ok(touched)
    }
}

impl Drop for Touched {
    fn drop(&mut self) {
        for (file, before) in &self.0 {
            // A file that is gone meanwhile has no time any more.
            stamp(file, *before).ok();
        }
    }
}

fn stamp(file: &std::path::Path, time: SystemTime) -> std::io::Result<()> {
    File::options().append(true).open(file)?.set_times(FileTimes::new().set_modified(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_as_old_as_before_when_it_is_over() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("a.cc");
        fs::write(&file, "int a;\n").expect("a file");
        let age = || fs::metadata(&file).and_then(|m| m.modified()).expect("a time");
        let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
        stamp(&file, long_ago).expect("its time is set");
        let touched = Touched::new(std::slice::from_ref(&file)).expect("it can be touched");
        assert!(age() > long_ago);
        drop(touched);
        assert_eq!(age(), long_ago);
        assert_eq!(fs::read(&file).expect("its text"), b"int a;\n");
        assert!(Touched::new(&[dir.path().join("none.cc")]).is_err());
    }
}
