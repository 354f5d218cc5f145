//! `cargo xtask corpus`: fetches, verifies, unpacks and builds real libraries.

use std::process::ExitCode;

use anyhow::Result;

use crate::context::Context;
use crate::corpus::{self, Manifest};
use crate::tools;

/// Arguments of `corpus`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Libraries by name; all of them if none is named
    names: Vec<String>,
    /// Only the Release builds, installed into a prefix, that bridges are made from
    #[arg(long)]
    install: bool,
    /// Only list what there is
    #[arg(long)]
    list: bool,
}

pub(crate) fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    let manifest = Manifest::load(context)?;
    let packages = manifest.select(&args.names)?;
    if args.list {
        for package in packages {
            println!("{:12} {:24} {}", package.name, package.version, package.folder(context).display());
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut needed = vec!["apt-get", "dpkg-source", "debian-archive-keyring", "tar", "patch", "cmake", "ninja", "g++"];
    needed.extend(packages.iter().flat_map(|p| p.needs.iter().map(String::as_str)));
    tools::ensure(context, &needed.iter().map(|n| tools::by_name(n)).collect::<Vec<_>>())?;
    for package in packages {
        context.open_log(&format!("corpus {}", package.name))?;
        if !args.install {
            let folder = corpus::ensure(context, package)?;
            println!("{:12} {:24} {}", package.name, package.version, folder.display());
        }
        if package.install.is_some() {
            let installed = corpus::ensure_installed(context, package)?;
            println!("{:12} {:24} {}", package.name, "(installed)", installed.prefix.display());
        }
    }
    Ok(ExitCode::SUCCESS)
}
