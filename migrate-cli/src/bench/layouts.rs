//! The same scenario linked again with its parts at other places.
//!
//! Where code lies moves its speed by some percent (Mytkowicz, Diwan, Hauswirth, Sweeney: "Producing wrong data without doing
//! anything obviously wrong!", 2009). What is compiled stays as it is; the linker gets objects and archives in another order,
//! and between them pieces of code and data that nobody uses.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bench::builds::Build;
use crate::failure::Failure;
use crate::request::Context;
use crate::tool;

/// Most bytes of a piece that nobody uses: a page, beyond which the places of a cache come again.
const LARGEST: usize = 4096;
/// Sizes of pieces are multiples of that, as functions are.
const STEP: usize = 16;
/// Most pieces.
const MOST: usize = 64;

/// Links a module's scenario with its parts at other places; each number is another layout, the same on each day. What has
/// been linked since the scenario was built is there already.
pub fn link(build: &Build, module: &str, number: u32, context: &Context) -> Result<PathBuf, Failure> {
    let artifact = &build.scenarios[module];
    let folder = build.folder.join("layouts").join(format!("{module}-{number}"));
    let out = folder.join(artifact.file_name().unwrap_or(artifact.as_os_str()));
    let made = |file: &Path| std::fs::metadata(file).and_then(|m| m.modified()).ok();
    if made(&out).zip(made(&build.folder.join(artifact))).is_some_and(|(layout, built)| layout > built) {
        return Ok(out);
    }
    std::fs::create_dir_all(&folder).map_err(|e| Failure::io("make the folder", &folder, &e))?;
    let command = command(build, artifact, context)?;
    let mut random = fastrand::Rng::with_seed(u64::from(number));
    let pieces = objects(&command).len().saturating_add(1).min(MOST);
    let pieces = pieces_of(&command[0], &folder, pieces, &mut random, context)?;
    let words = varied(&command, &artifact.to_string_lossy(), &out, &pieces, &mut random);
    run(&words, &build.folder, context)?;
    Ok(out)
}

/// The command that links the scenario, as words.
fn command(build: &Build, artifact: &Path, context: &Context) -> Result<Vec<String>, Failure> {
    let mut ninja = Command::new("ninja");
    ninja.arg("-C").arg(&build.folder).args(["-t", "commands", "-s"]).arg(artifact);
    let output = tool::run(&mut ninja, "apt-get install ninja-build", context)?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.lines().rev().find_map(|line| linking(line, &artifact.to_string_lossy())).ok_or_else(|| {
        Failure::unexpected(format!("no command links {}", artifact.display()))
            .note(format!("ninja says:\n{}", tool::last_words(&output)))
            .help("`--layouts 1` does without other layouts")
    })
}

/// Of a line with several commands that which writes `artifact`.
fn linking(line: &str, artifact: &str) -> Option<Vec<String>> {
    let words = shlex::split(line)?;
    let writes = |words: &&[String]| words.windows(2).any(|pair| pair[0] == "-o" && pair[1] == artifact);
    words.split(|word| word == "&&").find(writes).map(<[String]>::to_vec)
}

/// Where objects stand in a command.
fn objects(command: &[String]) -> Vec<usize> {
    operands(command, ".o")
}

/// Where operands with this end stand in a command.
fn operands(command: &[String], end: &str) -> Vec<usize> {
    let is_one = |at: &usize| command[*at].ends_with(end) && !command[*at].starts_with('-') && command[*at - 1] != "-o";
    (1..command.len()).filter(is_one).collect()
}

/// The same command with another output, objects in another order, pieces between them, and archives in another order as one
/// group, in which any order finds everything.
fn varied(
    command: &[String],
    artifact: &str,
    out: &Path,
    pieces: &[PathBuf],
    random: &mut fastrand::Rng,
) -> Vec<String> {
    let mut words = command.to_vec();
    for at in 1..words.len() {
        if words[at - 1] == "-o" && words[at] == artifact {
            words[at] = out.display().to_string();
        }
    }
    let places = objects(command);
    let mut shuffled: Vec<String> = places.iter().map(|at| command[*at].clone()).collect();
    random.shuffle(&mut shuffled);
    for (at, object) in places.iter().zip(shuffled) {
        words[*at] = object;
    }
    // Options between archives say how those behind them are meant.
    let order_matters =
        |word: &String| ["whole-archive", "push-state", "-Bstatic", "-static"].iter().any(|o| word.contains(o));
    let places = if command.iter().any(order_matters) { vec![] } else { operands(command, ".a") };
    let mut archives: Vec<String> = places.iter().map(|at| command[*at].clone()).collect();
    archives.sort();
    archives.dedup();
    random.shuffle(&mut archives);
    let mut pieces = pieces.iter().map(|p| p.display().to_string());
    let mut result = Vec::with_capacity(words.len() + pieces.len() + 2);
    let first_object = objects(command).first().copied();
    for (at, word) in words.into_iter().enumerate() {
        if places.first() == Some(&at) {
            result.push("-Wl,--start-group".to_owned());
            result.append(&mut archives);
            result.push("-Wl,--end-group".to_owned());
        }
        if places.contains(&at) {
            continue;
        }
        let is_object = objects(command).contains(&at);
        if first_object == Some(at) {
            result.extend(pieces.next());
        }
        result.push(word);
        if is_object {
            result.extend(pieces.next());
        }
    }
    result
}

/// Objects with nothing but room in code, constants and data.
fn pieces_of(
    compiler: &str,
    folder: &Path,
    count: usize,
    random: &mut fastrand::Rng,
    context: &Context,
) -> Result<Vec<PathBuf>, Failure> {
    let mut size = || STEP * random.usize(1..=LARGEST / STEP);
    for number in 0..count {
        let file = folder.join(format!("piece{number}.s"));
        std::fs::write(&file, piece(number, size(), size(), size())).map_err(|e| Failure::io("write", &file, &e))?;
    }
    let names = (0..count).map(|number| format!("piece{number}.s"));
    let words: Vec<String> = [compiler.to_owned(), "-c".to_owned()].into_iter().chain(names).collect();
    run(&words, folder, context)?;
    Ok((0..count).map(|number| folder.join(format!("piece{number}.o"))).collect())
}

/// A piece in the assembler's language. Its name is seen from outside, or a linker might leave it out.
fn piece(number: usize, code: usize, constants: usize, data: usize) -> String {
    let part = |section: &str, size: usize, name: &str| {
        format!("{section}\n.globl migrate_piece{number}_{name}\nmigrate_piece{number}_{name}:\n.skip {size}\n")
    };
    [
        part(".text", code, "code"),
        part(".section .rodata", constants, "constants"),
        part(".data", data, "data"),
        ".section .note.GNU-stack,\"\",%progbits\n".to_owned(),
    ]
    .concat()
}

fn run(words: &[String], folder: &Path, context: &Context) -> Result<(), Failure> {
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).current_dir(folder);
    let output = tool::run(&mut command, "the build of the scenarios has found it; is it still there?", context)?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::build("a scenario cannot be linked in another layout")
        .note(format!("the linker's last words:\n{}", tool::last_words(&output)))
        .help("`--layouts 1` does without other layouts"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str =
        ": && /usr/bin/g++ -O3 -shared -o codec.so a.o 'b c.o' d.o  libx.a  -lpthread  liby.a  libx.a && :";

    #[test]
    fn the_command_that_links_is_found() {
        let words = linking(LINE, "codec.so").expect("it is there");
        assert_eq!((&words[0][..], words.len()), ("/usr/bin/g++", 12));
        assert_eq!(linking(LINE, "other.so"), None);
    }

    #[test]
    fn another_layout_has_the_same_parts() {
        let command = linking(LINE, "codec.so").expect("it is there");
        let pieces: Vec<PathBuf> = (0..4).map(|n| format!("piece{n}.o").into()).collect();
        let mut random = fastrand::Rng::with_seed(2);
        let words = varied(&command, "codec.so", Path::new("/out/codec.so"), &pieces, &mut random);
        let text = words.join(" ");
        for part in ["-o /out/codec.so", "a.o", "b c.o", "d.o", "-lpthread", "piece0.o", "piece3.o"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(
            text.contains("--start-group libx.a liby.a -Wl,--end-group")
                || text.contains("liby.a libx.a -Wl,--end-group")
        );
        let orders: std::collections::BTreeSet<Vec<String>> = (0..20)
            .map(|seed| varied(&command, "codec.so", Path::new("o"), &[], &mut fastrand::Rng::with_seed(seed)))
            .collect();
        assert!(orders.len() > 5, "{} orders", orders.len());
    }

    #[test]
    fn archives_behind_options_keep_their_order() {
        let line = "g++ -shared -o s.so a.o -Wl,--whole-archive libz.a -Wl,--no-whole-archive liba.a";
        let command = linking(line, "s.so").expect("it is there");
        let words = varied(&command, "s.so", Path::new("s.so"), &[], &mut fastrand::Rng::with_seed(1));
        assert_eq!(words, command);
    }
}
