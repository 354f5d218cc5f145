//! `migrate completions SHELL`

use clap::CommandFactory as _;
use clap_complete::Shell;
use migrate_model::exit;

use crate::args::Args;
use crate::failure::Failure;
use crate::talk;

pub fn run(shell: Shell) -> Result<u8, Failure> {
    talk::answer(&script(shell))?;
    Ok(exit::OK)
}

/// The completion script of a shell.
pub fn script(shell: Shell) -> String {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "migrate", &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}
