//! Images run, read and compared.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::thread;

use migrate_model::hal::{FirmwareBench, GatedImage, StackPath, SymbolGate};
use migrate_session::Script;

use super::compare::Comparison;
use super::elf::Image;
use super::measure::Measured;
use super::trace::{Reader, Steps};
use super::{Bench, Gate, gate, stack};
use crate::emulator::Launch;
use crate::{Board, EmulateError, Suite};

/// Measures both images of a bench, at once. `images` is what [`crate::build()`] gave.
///
/// # Errors
/// The emulator cannot be started, or an image cannot be read. A limit that is broken is no error.
pub fn bench(suite: &Suite, bench: &Bench, images: &BTreeMap<String, PathBuf>) -> Result<FirmwareBench, EmulateError> {
    let board = &suite.board[&bench.board];
    let folder = images.get(&bench.board).map_or(Path::new("."), PathBuf::as_path);
    let (c, rust) = thread::scope(|scope| {
        let c = scope.spawn(|| measure(board, bench, &bench.c, folder));
        let rust = measure(board, bench, &bench.rust, folder);
        (c.join(), rust)
    });
    let unread = |_| EmulateError::Image { image: bench.c.clone(), reason: "its log has ended early".to_owned() };
    let (c, rust) = (c.map_err(unread)??, rust?);
    let compared = Comparison::new(&c, &rust);
    let figures = compared.figures(bench);
    Ok(FirmwareBench {
        name: bench.name.clone(),
        board: bench.board.clone(),
        c: bench.c.clone(),
        rust: bench.rust.clone(),
        failures: compared.failures(bench, &figures),
        figures,
        symbols: compared.symbols(),
        library: compared.library(),
        stack: [(&bench.c, &c), (&bench.rust, &rust)].into_iter().filter_map(|(image, of)| path(image, of)).collect(),
        interrupts: [c.steps.interrupts, rust.steps.interrupts],
    })
}

fn path(image: &str, of: &Measured) -> Option<StackPath> {
    let depth = of.depth.clone()?;
    Some(StackPath { image: image.to_owned(), path: depth.path, open: depth.open.into_iter().collect() })
}

fn measure(board: &Board, bench: &Bench, name: &str, folder: &Path) -> Result<Measured, EmulateError> {
    let image = read(name, folder)?;
    let place = |function: &str| {
        let symbol = image.named(function);
        symbol.map(|symbol| symbol.address).ok_or_else(|| EmulateError::Image {
            image: name.to_owned(),
            reason: format!("it has no function `{function}`"),
        })
    };
    let reader = Reader::new(place(&bench.begin)?, place(&bench.end)?);
    let (append, seconds) = (bench.append.as_deref(), bench.seconds);
    let launch = Launch { image: name, append, seconds, more: &board.trace };
    let (ran, steps) = launch.run(board, folder, &mut Script::default(), |log| steps(log, reader))?;
    Ok(Measured { depth: stack::deepest(&image, &bench.root), image, steps, end: ran.end, said: ran.said })
}

/// Reads to the end, whatever is in between.
fn steps(log: impl Read, mut reader: Reader) -> Steps {
    let (mut log, mut line) = (BufReader::new(log), Vec::new());
    while let Ok(1..) = log.read_until(b'\n', &mut line) {
        reader.line(String::from_utf8_lossy(&line).trim_end());
        line.clear();
    }
    reader.steps()
}

/// Looks at every image of a gate. `images` is what [`crate::build()`] gave.
///
/// # Errors
/// An image cannot be read. One that has what it must not have is no error.
pub fn gates(suite: &Suite, gate: &Gate, images: &BTreeMap<String, PathBuf>) -> Result<SymbolGate, EmulateError> {
    let folder = images.get(&gate.board).map_or(Path::new("."), PathBuf::as_path);
    let gated = gate
        .images(suite)
        .into_iter()
        .map(|name| Ok(GatedImage { image: name.to_owned(), symbols: gate::forbidden(&read(name, folder)?) }));
    Ok(SymbolGate {
        name: gate.name.clone(),
        board: gate.board.clone(),
        images: gated.collect::<Result<_, EmulateError>>()?,
    })
}

fn read(name: &str, folder: &Path) -> Result<Image, EmulateError> {
    let path = folder.join(name);
    let bytes = fs::read(&path).map_err(|error| EmulateError::Io { doing: "read", path, error })?;
    Image::parse(&bytes).map_err(|error| EmulateError::Image { image: name.to_owned(), reason: error.to_string() })
}
