//! Which of its two objects a shell calls: the one that it was born with, and in shadow mode both.

use std::fmt::Write as _;

use super::Shell;
use crate::facade::member::{Member, This};
use crate::input::PortRequest;

impl This {
    /// What Rust is given for the object.
    pub(in crate::facade) fn passed(&self, shells: &[Shell<'_>]) -> String {
        self.shell.map_or_else(|| "self".to_owned(), |at| format!("{}::object(self)", shells[at].access()))
    }
}

impl Member<'_> {
    /// It has to do with an object of Rust.
    pub(in crate::facade) fn is_hosted(&self) -> bool {
        self.makes.is_some() || self.gives.is_some() || self.this.as_ref().is_some_and(|t| t.shell.is_some())
    }

    /// The original is reached through a function that is compiled with it.
    pub(in crate::facade) fn is_thunked(&self) -> bool {
        let symbol = self.of.symbol;
        self.is_hosted() && (symbol.inline || symbol.implicit || self.gives.is_some())
    }

    /// Result of the function that is the original.
    pub(in crate::facade) fn twin_result(&self) -> &str {
        if self.makes.is_some() || self.gives.is_some() { "void" } else { &self.result }
    }

    /// Its parameters: an object that it makes or gives has its place already.
    pub(in crate::facade) fn twin_declared(&self, shells: &[Shell<'_>]) -> String {
        let place = match (self.makes, self.gives) {
            (Some(at), _) => format!("::{}* self", shells[at].class.name),
            (None, Some(_)) => "void* out".to_owned(),
            (None, None) => return self.declared(),
        };
        let rest = self.declared();
        if rest.is_empty() { place } else { format!("{place}, {rest}") }
    }

    /// Both implementations of a function that gives an object, as C++ wants them.
    pub(in crate::facade) fn given(&self, i: usize, shell: &Shell<'_>) -> String {
        let (class, access) = (&shell.class.name, shell.access());
        let (declared, passed) = (self.declared(), self.passed("self"));
        let comma = if passed.is_empty() { "" } else { ", " };
        format!(
            "#ifndef MIGRATE_RUST_ONLY\nstatic inline ::{class} cpp{i}({declared}) {{\n  ::{class} out = {access}::made(nullptr, 2);\n\
             \x20 twin{i}(static_cast<void*>(&out){comma}{passed});\n  {access}::born(&out) = 1;\n  return out;\n}}\n#endif\n\
             static inline ::{class} rust{i}({declared}) {{ return {access}::made(raw{i}({passed}), 2); }}\n"
        )
    }
}

/// The body of what callers reach, if the function makes objects of a shell or is called on them.
pub(in crate::facade) fn body(
    member: &Member<'_>,
    i: usize,
    space: &str,
    shells: &[Shell<'_>],
    port: &PortRequest,
) -> Option<String> {
    match (member.makes, member.this.as_ref().and_then(|t| t.shell)) {
        (Some(_), _) => Some(made(member, i, space, port)),
        (None, Some(at)) => Some(called(member, i, space, &shells[at])),
        (None, None) => None,
    }
}

/// A constructor, which asks for the mode.
fn made(member: &Member<'_>, i: usize, space: &str, port: &PortRequest) -> String {
    let moved = member.values().join(", ");
    let comma = if moved.is_empty() { "" } else { ", " };
    let kept: Vec<String> = (0..member.params.len()).map(|i| format!("a{i}")).collect();
    let kept = kept.join(", ");
    let shadow = member.shadow.is_ok();
    let plain = if shadow { "<false>" } else { "" };
    // They may still be needed when Rust has panicked.
    let lent = if member.takes() { &moved } else { &kept };
    let mut out = "#ifndef MIGRATE_RUST_ONLY\n  const unsigned char mode = migrate_asked();\n".to_owned();
    if shadow {
        // Some objects exist twice, and every call of those goes to both: one that Rust has missed would be a difference
        // in all that follows. What throws here leaves nothing behind: an object is there when its constructor has returned.
        let _ = write!(
            out,
            "  if (mode == 3) {{\n    {space}::twin{i}(this{comma}{kept});\n    migrate_born_ = 1;\n\
             \x20   migrate::shadow::Call call(&migrate_module_{}, {space}::site{i});\n    if (!call.sampled()) return;\n\
             \x20   const migrate::shadow::Answer<void*> rust = call.rust<void*>([&]() -> void* {{ return {space}::rust{i}<true>({kept}); }});\n\
             \x20   call.made(rust);\n\
             \x20   if (rust.has_value() && rust.value() != nullptr) {{\n      migrate_rust_ = rust.value();\n      migrate_born_ = 3;\n    }}\n    return;\n  }}\n",
            port.id
        );
    }
    let asks = if shadow { "mode == 1" } else { "mode != 2" };
    let _ = write!(
        out,
        "  if ({asks}) {{\n    {space}::twin{i}(this{comma}{moved});\n    migrate_born_ = 1;\n    return;\n  }}\n#endif\n\
         \x20 migrate_rust_ = {space}::rust{i}{plain}({lent});\n\
         #ifndef MIGRATE_RUST_ONLY\n  if (migrate_rust_ == nullptr) {{\n    migrate_fell_back(&migrate_module_{});\n\
         \x20   {space}::twin{i}(this{comma}{moved});\n    migrate_born_ = 1;\n  }}\n#endif",
        port.id
    );
    out
}

/// A method, which asks the object.
fn called(member: &Member<'_>, i: usize, space: &str, shell: &Shell<'_>) -> String {
    let passed = member.passed("this");
    let shadow = member.shadow.is_ok();
    let plain = if shadow { "<false>" } else { "" };
    let cpp = if member.gives.is_some() { "cpp" } else { "twin" };
    let reads = member.this.as_ref().is_some_and(|t| t.reads);
    let both = match (shadow, reads) {
        (true, _) => format!("  if (migrate_born_ == 3) return {space}::shadow{i}({passed});\n"),
        (false, true) => format!("  if (migrate_born_ == 3) return {space}::{cpp}{i}({passed});\n"),
        // What cannot be compared changes the object, and Rust's would not know of it.
        (false, false) => format!(
            "  if (migrate_born_ == 3) {{\n    {space}::{}::alone(this);\n    return {space}::{cpp}{i}({passed});\n  }}\n",
            shell.access()
        ),
    };
    format!(
        "#ifndef MIGRATE_RUST_ONLY\n  if (migrate_born_ == 1) return {space}::{cpp}{i}({passed});\n{both}#endif\n\
         \x20 return {space}::rust{i}{plain}({passed});"
    )
}
