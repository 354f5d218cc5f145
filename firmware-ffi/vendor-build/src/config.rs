//! A HAL as the nearest `migrate.toml` describes it, for the target of this build.

use std::fs;
use std::path::{Path, PathBuf};

use migrate_hal::Hal;
use migrate_model::config::{Config, HalConfig, STATE_DIR};

use crate::Error;

const FILE: &str = "migrate.toml";
/// Folder of fetched sources, below the tool's state: that of `migrate hal`.
const CACHE: &str = "hal";

/// The flag that names a core.
const CORE: &str = "-mcpu=";
/// The smallest core of a target, as GCC names it.
const CORES: &[(&str, &str)] = &[
    ("thumbv6m-none-eabi", "cortex-m0plus"),
    ("thumbv7m-none-eabi", "cortex-m3"),
    ("thumbv7em-none-eabi", "cortex-m4"),
    ("thumbv7em-none-eabihf", "cortex-m4"),
];

/// Opens `[hal.NAME]` of the nearest `migrate.toml` above the crate. Sources that are not there are fetched.
pub(crate) fn open(name: &str, target: &str) -> Result<Hal, Error> {
    let from = PathBuf::from(environment("CARGO_MANIFEST_DIR")?);
    let root = from
        .ancestors()
        .find(|folder| folder.join(FILE).is_file())
        .ok_or_else(|| Error::Config(format!("no {FILE} in {} or above it", from.display())))?;
    let path = root.join(FILE);
    println!("cargo::rerun-if-changed={}", path.display());
    let text = fs::read_to_string(&path).map_err(|error| Error::Io(path.clone(), error))?;
    let config = for_target(section(&text, name, &path)?, target);
    Ok(Hal::open(name, &config, root, &root.join(STATE_DIR).join(CACHE))?)
}

fn section(text: &str, name: &str, path: &Path) -> Result<HalConfig, Error> {
    let mut config: Config = toml::from_str(text).map_err(|e| Error::Config(format!("{}: {e}", path.display())))?;
    config.hal.remove(name).ok_or_else(|| Error::Config(format!("{} has no section [hal.{name}]", path.display())))
}

/// A board that stands in for the vendor's chip has another core: then the flags name that of the build's target.
fn for_target(mut config: HalConfig, target: &str) -> HalConfig {
    let core = CORES.iter().find(|(name, _)| *name == target && config.target != target);
    if let Some((_, core)) = core {
        for flag in config.flags.iter_mut().filter(|flag| flag.starts_with(CORE)) {
            *flag = format!("{CORE}{core}");
        }
    }
    config
}

/// A variable that cargo sets for build scripts.
pub(crate) fn environment(name: &str) -> Result<String, Error> {
    std::env::var(name).map_err(|_| Error::Config(format!("{name} is not set: this runs in a build script only")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "[hal.a]\ntarget = 'thumbv6m-none-eabi'\ncompiler = 'gcc'\nflags = ['-Os', '-mcpu=cortex-m0']\n";

    #[test]
    fn a_section_is_found_by_name() {
        let path = Path::new("migrate.toml");
        assert_eq!(section(GOOD, "a", path).unwrap().compiler, "gcc");
        assert_eq!(section(GOOD, "b", path).unwrap_err().to_string(), "migrate.toml has no section [hal.b]");
    }

    #[test]
    fn another_target_is_another_core() {
        let config = section(GOOD, "a", Path::new("m")).unwrap();
        let flags = |target| for_target(config.clone(), target).flags;
        assert_eq!(flags("thumbv6m-none-eabi"), ["-Os", "-mcpu=cortex-m0"]);
        assert_eq!(flags("thumbv7m-none-eabi"), ["-Os", "-mcpu=cortex-m3"]);
        assert_eq!(flags("x86_64-unknown-linux-gnu"), ["-Os", "-mcpu=cortex-m0"]);
    }
}
