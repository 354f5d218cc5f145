//! Where things are: the repository, its caches, the counters, the built tool.

use std::cell::{Cell, OnceCell, RefCell};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::process::Run;

/// Places and things that every command shares.
pub(crate) struct Context {
    /// The repository.
    pub(crate) root: PathBuf,
    /// Ignored folder for everything that can be made again.
    pub(crate) cache: PathBuf,
    /// Downloaded and built libraries; `MIGRATE_CORPUS_DIR` moves it.
    pub(crate) corpus: PathBuf,
    /// Independent counters; `MIGRATE_MEASURE_DIR` moves it.
    measure: PathBuf,
    log: RefCell<Option<(PathBuf, File)>>,
    migrate: OnceCell<PathBuf>,
    tested: Cell<bool>,
}

impl Context {
    pub(crate) fn new() -> Result<Context> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in the repository")?.to_owned();
        let cache = root.join(".cache");
        let from_env = |name: &str, default: PathBuf| std::env::var_os(name).map_or(default, PathBuf::from);
        Ok(Context {
            corpus: from_env("MIGRATE_CORPUS_DIR", cache.join("corpus")),
            measure: from_env("MIGRATE_MEASURE_DIR", root.join("../shared/measure")),
            root,
            cache,
            log: RefCell::new(None),
            migrate: OnceCell::new(),
            tested: Cell::new(false),
        })
    }

    /// The same for another thread, with the same log.
    pub(crate) fn beside(&self) -> Context {
        let log = self.log.borrow();
        let log = log.as_ref().and_then(|(path, file)| Some((path.clone(), file.try_clone().ok()?)));
        Context {
            root: self.root.clone(),
            cache: self.cache.clone(),
            corpus: self.corpus.clone(),
            measure: self.measure.clone(),
            log: RefCell::new(log),
            migrate: self.migrate.clone(),
            tested: self.tested.clone(),
        }
    }

    /// The folder of the independent counters, if this machine has it.
    pub(crate) fn counters(&self) -> Option<PathBuf> {
        self.measure.join("link_edges.py").is_file().then(|| self.measure.clone())
    }

    /// How many processes to run at once.
    pub(crate) fn jobs(&self) -> usize {
        std::thread::available_parallelism().map_or(2, usize::from)
    }

    /// A fresh empty folder `.cache/work/NAME`, for what one check writes.
    pub(crate) fn scratch(&self, name: &str) -> Result<PathBuf> {
        let dir = self.cache.join("work").join(name);
        if dir.exists() {
            fs::remove_dir_all(&dir).with_context(|| format!("cannot empty {}", dir.display()))?;
        }
        fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
        Ok(dir)
    }

    /// A command whose words and output go to the log of the running check.
    pub(crate) fn run(&self, program: impl AsRef<std::ffi::OsStr>) -> Run {
        let log = self.log.borrow().as_ref().and_then(|(_, file)| file.try_clone().ok());
        Run::new(program, log).dir(&self.root)
    }

    /// Cargo, as the user calls it.
    pub(crate) fn cargo(&self) -> Run {
        // The toolchain that runs xtask must not leak into `cargo +VERSION`.
        self.run("cargo").env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO")
    }

    /// Opens the log of a check: `.cache/logs/NAME.log`.
    pub(crate) fn open_log(&self, name: &str) -> Result<PathBuf> {
        let dir = self.cache.join("logs");
        fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
        let path = dir.join(format!("{}.log", name.replace([' ', '/'], "-")));
        let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        *self.log.borrow_mut() = Some((path.clone(), file));
        Ok(path)
    }

    /// From now on [`Context::migrate`] is the binary that the tests of the workspace use: it is there as soon as they have
    /// run, while a release build takes minutes.
    pub(crate) fn use_tested(&self) {
        self.tested.set(true);
    }

    /// The `migrate` binary, built on first use: the release build, or that of the tests. `MIGRATE_BIN` names another one
    /// to test.
    pub(crate) fn migrate(&self) -> Result<PathBuf> {
        if let Some(path) = self.migrate.get() {
            return Ok(path.clone());
        }
        // Built alone in the profile of the tests, it would be built anew: their own dependencies have features of others on.
        let (words, file) = match self.tested.get() {
            true => (&["test", "--workspace", "--no-run"][..], "debug/migrate"),
            false => (&["build", "--release", "--package", "migrate-cli"][..], "release/migrate"),
        };
        let path = match std::env::var_os("MIGRATE_BIN") {
            Some(path) => PathBuf::from(path),
            None => {
                self.cargo().args(words).ok()?;
                self.target_dir()?.join(file)
            }
        };
        Ok(self.migrate.get_or_init(|| path).clone())
    }

    /// Has a build by CMake use one folder for cargo with all others of the same ported modules, which run one after the
    /// other. Modules of another workspace must not be in it: cargo knows a package by its name and its place in there.
    pub(crate) fn cargo_target(&self, modules: &str) -> String {
        format!("-DMIGRATE_CARGO_TARGET={}", self.cache.join("mixed/cargo").join(modules).display())
    }

    /// Cargo's target folder, wherever the user put it.
    pub(crate) fn target_dir(&self) -> Result<PathBuf> {
        let text = self.cargo().args(["metadata", "--format-version=1", "--no-deps", "--offline"]).stdout()?;
        let metadata: serde_json::Value = serde_json::from_str(&text).context("cargo metadata printed no JSON")?;
        Ok(metadata["target_directory"].as_str().context("cargo metadata names no target folder")?.into())
    }
}
