//! The program of `program/`: compiled, its island made, linked in many orders, run.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;

use migrate_island::{Binding, Closure, Job, Kind, Object, Plan, run};

/// What the program prints when the original answers.
pub const CPP: &str = "\
area 4 6
inline 8 4 10 4
counter 1 2 3
exported 5
shape 4 5 square same
outside 7 8 0
destroyed 2
failure inside
exception other
caught outside
box 9 9 2
alive 0
callers 24
dispatched 21
";

/// What it prints when the other side of the facade does.
pub const RUST: &str = "\
area 1004 1006
inline 2008 1004 1010 1004
counter 1 1002 3
exported 1005
shape 1004 2005 square same
outside 7 1008 0
destroyed 2000
failure from the facade
failure from the facade
caught outside
box 1009 1009 2000
alive 0
callers 1000
dispatched 25
";

/// Optimisation.
#[derive(Clone, Copy, Debug)]
pub enum Level {
    O0,
    O2,
}

/// How module and program come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// All objects on one command line.
    Static,
    /// The module in a shared object.
    Shared,
}

/// The program, compiled.
pub struct Bench {
    compiler: PathBuf,
    level: Level,
    way: Way,
    folder: tempfile::TempDir,
}

impl fmt::Display for Bench {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -{:?} {:?}", self.compiler.display(), self.level, self.way)
    }
}

/// The first of these programs that can be started.
pub fn program(names: &[&str]) -> Option<PathBuf> {
    let starts = |name: &&&str| Command::new(name).arg("--version").output().is_ok();
    names.iter().find(starts).map(PathBuf::from)
}

/// The compilers of this machine: GCC must be there, clang may be.
pub fn compilers() -> Vec<PathBuf> {
    let gcc = program(&["g++"]).expect("the tests need g++");
    [Some(gcc), program(&["clang++", "clang++-19"])].into_iter().flatten().collect()
}

fn succeed(command: &mut Command) -> Result<Output, String> {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() { Ok(output) } else { Err(format!("{command:?}: {said}")) }
}

impl Bench {
    pub fn new(compiler: &Path, level: Level, way: Way) -> Bench {
        let folder = tempfile::Builder::new().prefix("an island ").tempdir().unwrap();
        let bench = Bench { compiler: compiler.to_owned(), level, way, folder };
        for name in ["one", "two", "facade", "main"] {
            bench.compile(name);
        }
        let list = bench.listed().into_iter().fold("# facade\n".to_owned(), |text, name| text + &name + "\n");
        std::fs::write(bench.file("facade.txt"), list).unwrap();
        bench
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Compiles a source of the program, or takes what another test made of it.
    fn compile(&self, name: &str) {
        static MADE: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::new(BTreeMap::new());
        let object = self.file(&format!("{name}.o"));
        let key = format!("{self} {name}");
        let known = MADE.lock().unwrap().get(&key).cloned();
        if let Some(bytes) = known {
            std::fs::write(object, bytes).unwrap();
            return;
        }
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/islands/program").join(format!("{name}.cc"));
        self.build(&source, &object, &[]);
        MADE.lock().unwrap().insert(key, std::fs::read(object).unwrap());
    }

    /// Compiles a file.
    pub fn build(&self, source: &Path, object: &Path, flags: &[&str]) {
        let mut command = Command::new(&self.compiler);
        command.args(["-std=c++17", "-Wall", "-c", &format!("-{:?}", self.level)]).arg(source).args(flags);
        command.args((self.way == Way::Shared).then_some("-fPIC"));
        succeed(command.arg("-o").arg(object)).unwrap();
    }

    fn object(&self, name: &str) -> Object {
        Object::parse(&std::fs::read(self.file(name)).unwrap()).unwrap()
    }

    pub fn originals(&self) -> Vec<Object> {
        ["one.o", "two.o"].map(|name| self.object(name)).into()
    }

    pub fn facade(&self) -> Object {
        self.object("facade.o")
    }

    /// What the facade stands for: all that it has instead of the original, not the inline functions that it uses.
    pub fn listed(&self) -> BTreeSet<String> {
        let (originals, facade) = (self.originals(), self.facade());
        let replaces = |name: &str, binding, kind| {
            let table = matches!(kind, Kind::Vtable | Kind::Typeinfo) && !name.contains("Cell");
            (table || binding == Binding::Strong) && originals.iter().any(|o| o.definition(name).is_some())
        };
        let all = facade.definitions().filter(|d| replaces(&d.name, d.binding, d.kind));
        all.map(|d| d.name.clone()).collect()
    }

    pub fn job(&self, objcopy: Option<&Path>, closure: Closure) -> Job {
        Job {
            facade: self.file("facade.txt"),
            objects: vec![self.file("one.o"), self.file("two.o")],
            out: self.file("island"),
            objcopy: objcopy.map(Path::to_owned),
            closure,
            dry_run: false,
        }
    }

    pub fn island(&self, objcopy: Option<&Path>, closure: Closure) -> Vec<PathBuf> {
        run(&self.job(objcopy, closure)).unwrap_or_else(|e| panic!("{self}: {e}")).objects
    }

    /// Renames as a plan says, whatever it says.
    pub fn apply(&self, plan: &Plan) -> Vec<PathBuf> {
        let lines = |pairs: Vec<String>| pairs.join("\n") + "\n";
        let renames = plan.renames.iter().map(|(old, new)| format!("{old} {new}")).collect();
        std::fs::write(self.file("renames"), lines(renames)).unwrap();
        std::fs::write(self.file("weaken"), lines(plan.weaken.iter().cloned().collect())).unwrap();
        let one = |name: &str| {
            let made = self.file(&format!("reduced-{name}"));
            let mut command = Command::new("objcopy");
            command.arg("--redefine-syms").arg(self.file("renames")).arg("--weaken-symbols").arg(self.file("weaken"));
            succeed(command.arg(self.file(name)).arg(&made)).unwrap();
            made
        };
        ["one.o", "two.o"].map(one).into()
    }

    /// The island, the facade and the program in several orders; of a shared object only what goes into it.
    pub fn orders(&self, island: &[PathBuf]) -> Vec<Vec<PathBuf>> {
        let (facade, main) = (vec![self.file("facade.o")], vec![self.file("main.o")]);
        let reversed: Vec<PathBuf> = island.iter().rev().cloned().collect();
        let island = island.to_vec();
        let orders: &[[&Vec<PathBuf>; 3]] =
            &[[&island, &facade, &main], [&main, &facade, &island], [&facade, &main, &reversed]];
        orders.iter().map(|parts| parts.iter().flat_map(|part| part.iter().cloned()).collect()).collect()
    }

    pub fn link(&self, order: &[PathBuf]) -> Result<PathBuf, String> {
        let program = self.file("program");
        let mut command = Command::new(&self.compiler);
        if self.way == Way::Static {
            succeed(command.args(order).arg("-o").arg(&program))?;
            return Ok(program);
        }
        let (main, module) = order.iter().partition::<Vec<_>, _>(|path| path.ends_with("main.o"));
        let shared = self.file("libmodule.so");
        succeed(command.arg("-shared").args(module).arg("-o").arg(&shared))?;
        let mut command = Command::new(&self.compiler);
        command.args(main).arg(&shared).arg("-o").arg(&program);
        succeed(command.arg(format!("-Wl,-rpath,{}", self.folder.path().display())))?;
        Ok(program)
    }

    /// What the program prints; empty if it crashes.
    pub fn run(&self, program: &Path, rust: bool) -> String {
        let mut command = Command::new(program);
        command.env_remove("RUST").envs(rust.then_some(("RUST", "1")));
        let output = command.output().unwrap();
        if output.status.success() { String::from_utf8_lossy(&output.stdout).into_owned() } else { String::new() }
    }
}
