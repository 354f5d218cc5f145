//! What every shell has: the members that C++ would make, and how its two objects are made, copied, moved and ended.

use std::fmt::Write as _;

use migrate_model::facts::Symbol;

use super::{Shell, copies};
use crate::api::last_name;
use crate::input::PortRequest;
use crate::names::snake;

impl Shell<'_> {
    /// Name of the struct that may touch its state.
    pub(crate) fn access(&self) -> String {
        format!("Shell_{}", self.alias)
    }

    /// Whether C++ can copy its objects.
    pub(crate) fn is_copied(&self) -> bool {
        self.traits.copies
    }

    /// Whether C++ can copy into its objects.
    fn is_assigned(&self) -> bool {
        self.traits.assigns && self.is_copied()
    }

    /// How the trait declares the type of its Rust objects.
    pub(crate) fn declaration(&self) -> String {
        let copied = if self.is_copied() { "Clone + " } else { "" };
        let (calls, shared) = match self.shared {
            true => ("C++ may call its functions from several threads at once, and from within each other.", "Sync + "),
            false => (
                "C++ calls its functions one behind the other, from any thread, and not from within one that changes it.",
                "",
            ),
        };
        format!(
            "/// The state of an object of `{}`.\n///\n/// {calls}\ntype {}: {copied}{shared}'static;\n\n",
            self.class.name, self.name
        )
    }

    /// The stem of its functions in the table.
    pub(crate) fn stem(&self) -> String {
        snake(&self.name)
    }
}

/// What a shell adds to the class.
pub(super) fn members(shell: &Shell<'_>, space: &str, symbols: &[Symbol]) -> String {
    let name = last_name(&shell.class.name);
    let own = || symbols.iter().filter(|s| s.about.class.as_deref() == Some(&shell.class.usr) && s.about.deleted);
    // What is deleted in the original stays as it is written.
    let deleted =
        |assigns: bool| own().any(|s| copies(s, shell.class) && (last_name(&s.name) == "operator=") == assigns);
    let mut out = format!("\n public:\n  ~{name}();\n");
    let mut declare = |is: bool, deleted: bool, text: String| match (is, deleted) {
        (true, _) => out.push_str(&format!("  {text};\n")),
        (false, false) => out.push_str(&format!("  {text} = delete;\n")),
        (false, true) => {}
    };
    declare(shell.traits.copies, deleted(false), format!("{name}(const {name}&)"));
    declare(shell.is_assigned(), deleted(true), format!("{name}& operator=(const {name}&)"));
    if let Some(quiet) = shell.moves {
        let noexcept = if quiet { " noexcept" } else { "" };
        let _ = writeln!(out, "  {name}({name}&&){noexcept};");
        if shell.move_assigns {
            let _ = writeln!(out, "  {name}& operator=({name}&&){noexcept};");
        }
    }
    let access = shell.access();
    let (size, align) = (shell.traits.size.max(1), shell.traits.align.max(1));
    let _ = write!(
        out,
        "\n private:\n  friend struct ::{space}::{access};\n  {name}(::{space}::{access}*, void* rust, unsigned char born);\n\
         \x20 alignas({align}) unsigned char migrate_cpp_[{size}];\n  mutable void* migrate_rust_;\n  mutable unsigned char migrate_born_;\n"
    );
    out
}

/// Fields of the table for each shell.
pub(in crate::facade) fn table(shells: &[Shell<'_>]) -> String {
    let mut out = String::new();
    for (n, shell) in shells.iter().enumerate() {
        let _ = writeln!(out, "  std::uint8_t (*drop{n})(void*);");
        if shell.is_copied() {
            let _ = writeln!(out, "  std::uint8_t (*clone{n})(const void*, void*);");
        }
    }
    out
}

/// What touches the state of shells. `makers` are the functions that make an object from nothing, by shell.
pub(in crate::facade) fn head(
    shells: &[Shell<'_>],
    makers: &[Option<usize>],
    given: &[bool],
    port: &PortRequest,
) -> String {
    let id = &port.id;
    let mut out = String::new();
    for (n, shell) in shells.iter().enumerate() {
        let (class, access) = (&shell.class.name, shell.access());
        let empty = match makers.get(n).copied().flatten() {
            Some(i) => format!("if (migrate_facade_{id}.m{i}(static_cast<void*>(&rust(self))) != 0) std::abort();"),
            None => format!(
                "std::fputs(\"migrate: an object of {class} is used whose state was moved away\\n\", stderr); std::abort();"
            ),
        };
        // Before C++17 a class needs a constructor for that.
        let made = match given.get(n) {
            Some(true) => format!(
                "  static ::{class} made(void* rust, unsigned char born) {{ return ::{class}(static_cast<{access}*>(nullptr), rust, born); }}\n"
            ),
            _ => String::new(),
        };
        let _ = write!(
            out,
            "struct {access} {{\n  static void*& rust(const ::{class}* self) {{ return self->migrate_rust_; }}\n\
             \x20 // 1: the object is C++'s, 2: it is Rust's, 3: there are two.\n\
             \x20 static unsigned char& born(const ::{class}* self) {{ return self->migrate_born_; }}\n\
             \x20 static void drop(const ::{class}* self) {{\n    if (rust(self) != nullptr && migrate_facade_{id}.drop{n}(rust(self)) != 0) std::abort();\n    rust(self) = nullptr;\n  }}\n\
             \x20 // C++ answers alone from now on.\n  static void alone(const ::{class}* self) {{\n    if (born(self) != 3) return;\n    drop(self);\n    born(self) = 1;\n  }}\n\
             \x20 static void* object(const ::{class}* self) {{\n    if (rust(self) == nullptr) {{ {empty} }}\n    return rust(self);\n  }}\n{made}}};\n"
        );
    }
    out
}

/// The definitions of what C++ would make.
pub(in crate::facade) fn specials(shells: &[Shell<'_>], port: &PortRequest, space: &str) -> String {
    shells.iter().enumerate().map(|(n, shell)| special(n, shell, port, space)).collect()
}

fn special(n: usize, shell: &Shell<'_>, port: &PortRequest, space: &str) -> String {
    let (class, name, id) = (&shell.class.name, last_name(&shell.class.name), &port.id);
    let access = format!("{space}::{}", shell.access());
    let both = |text: &str| format!("#ifndef MIGRATE_RUST_ONLY\n{text}#endif\n");
    let mut declared = format!("void end{n}(::{class}* self) __asm__(\"migrate_cpp_{id}_end{n}\");\n");
    let mut out = format!(
        "::{class}::{name}(::{access}*, void* rust, unsigned char born) : migrate_rust_(rust), migrate_born_(born) {{}}\n\
         ::{class}::~{name}() {{\n{}  {access}::drop(this);\n}}\n",
        both(&format!("  if (migrate_born_ != 2) {space}::end{n}(this);\n"))
    );
    if shell.is_copied() {
        let _ = writeln!(
            declared,
            "void copy{n}(::{class}* self, const ::{class}& from) __asm__(\"migrate_cpp_{id}_copy{n}\");"
        );
        let _ = write!(
            out,
            "::{class}::{name}(const {name}& a0) : migrate_rust_(nullptr), migrate_born_(a0.migrate_born_) {{\n{}\
             \x20 if (a0.migrate_rust_ == nullptr) return;\n\
             \x20 if (migrate_facade_{id}.clone{n}(a0.migrate_rust_, static_cast<void*>(&migrate_rust_)) != 0) std::abort();\n}}\n",
            both(&format!("  if (migrate_born_ != 2) {space}::copy{n}(this, a0);\n"))
        );
    }
    if shell.is_assigned() {
        let again = match shell.moves {
            Some(_) => format!(
                "::{class} other(a0);\n    this->~{name}();\n    ::new (static_cast<void*>(this)) ::{class}(std::move(other));"
            ),
            None => format!("this->~{name}();\n    ::new (static_cast<void*>(this)) ::{class}(a0);"),
        };
        let _ = write!(
            out,
            "auto ::{class}::operator=(const {name}& a0) -> {name}& {{\n  if (this != &a0) {{\n    {again}\n  }}\n  return *this;\n}}\n"
        );
    }
    if let Some(quiet) = shell.moves {
        let noexcept = if quiet { " noexcept" } else { "" };
        let _ = writeln!(
            declared,
            "void move{n}(::{class}* self, ::{class}&& from) __asm__(\"migrate_cpp_{id}_move{n}\");"
        );
        let _ = write!(
            out,
            "::{class}::{name}({name}&& a0){noexcept} : migrate_rust_(a0.migrate_rust_), migrate_born_(a0.migrate_born_) {{\n{}\
             \x20 a0.migrate_rust_ = nullptr;\n}}\n",
            both(&format!(
                "  if (migrate_born_ != 2) {space}::move{n}(this, std::move(a0));\n  if (migrate_born_ == 3) a0.migrate_born_ = 1;\n"
            ))
        );
        if shell.move_assigns {
            let _ = write!(
                out,
                "auto ::{class}::operator=({name}&& a0){noexcept} -> {name}& {{\n  if (this != &a0) {{\n    this->~{name}();\n\
                 \x20   ::new (static_cast<void*>(this)) ::{class}(std::move(a0));\n  }}\n  return *this;\n}}\n"
            );
        }
    }
    format!("namespace {space} {{\n{}}}\n{out}\n", both(&declared))
}

/// Names, types and values of the table's fields, and the Rust functions behind them.
pub(in crate::facade) fn trampolines(shells: &[Shell<'_>], of: &str) -> (Vec<(String, &'static str)>, String) {
    let (mut fields, mut text) = (Vec::new(), String::new());
    for shell in shells {
        let (stem, name) = (shell.stem(), &shell.name);
        fields.push((format!("{stem}_drop"), "unsafe extern \"C\" fn(*mut core::ffi::c_void) -> u8"));
        let _ = write!(
            text,
            "unsafe extern \"C\" fn {stem}_drop<M: {of}>(at: *mut core::ffi::c_void) -> u8 {{\n\
             crate::support::guard(|| drop(unsafe {{ Box::from_raw(at.cast::<M::{name}>()) }}))\n}}\n\n"
        );
        if shell.is_copied() {
            fields.push((
                format!("{stem}_clone"),
                "unsafe extern \"C\" fn(*const core::ffi::c_void, *mut core::ffi::c_void) -> u8",
            ));
            let _ = write!(
                text,
                "unsafe extern \"C\" fn {stem}_clone<M: {of}>(at: *const core::ffi::c_void, out: *mut core::ffi::c_void) -> u8 {{\n\
                 crate::support::guard(|| unsafe {{\nlet value = (*at.cast::<M::{name}>()).clone();\n\
                 out.cast::<*mut M::{name}>().write(Box::into_raw(Box::new(value)));\n}})\n}}\n\n"
            );
        }
    }
    (fields, text)
}
