//! A facade in C++: the table of Rust's functions, and each definition.

use migrate_model::types::Noexcept;

use super::TWIN;
use super::member::Member;
use crate::api::last_name;
use crate::callback::{Handed, invoke};
use crate::input::{PanicAnswer, PortRequest, Request};
use crate::lower::Texts;
use crate::package;
use crate::raises::Raises;
use crate::subclass::cpp_slot;

impl Member<'_> {
    /// Slots of the function pointer in C++.
    pub(super) fn slots(&self, texts: Texts<'_>) -> String {
        let this = self.this.iter().map(|t| format!("{}{}*, ", if t.reads { "const " } else { "" }, t.alias));
        let rest = self.handed.iter().flat_map(|h| h.slots.iter().map(|s| format!("{}, ", cpp_slot(&s.1, texts))));
        let thrown = if self.raises { "void*, std::string*, " } else { "" };
        this.chain(rest).chain([thrown.to_owned()]).collect()
    }

    /// `::C* self, T0 a0, …` for a function that stands for a method.
    pub(super) fn declared(&self) -> String {
        let this = self.this.iter().map(|t| format!("{}{}* self", if t.reads { "const " } else { "" }, t.alias));
        let params = self.params.iter().enumerate().map(|(i, t)| format!("{t} a{i}"));
        this.chain(params).collect::<Vec<_>>().join(", ")
    }

    /// The arguments passed on.
    pub(super) fn passed(&self, this: &str) -> String {
        let this = self.this.iter().map(|_| this.to_owned());
        let values = self.params.iter().enumerate().map(|(i, t)| match t.ends_with('&') && !t.ends_with("&&") {
            true => format!("a{i}"),
            false => format!("std::move(a{i})"),
        });
        this.chain(values).collect::<Vec<_>>().join(", ")
    }

    /// The C++ texts: the original's declaration, the call of Rust, the comparison of both, the definition that callers
    /// reach.
    pub(super) fn cpp(&self, i: usize, port: &PortRequest, request: &Request, texts: Texts<'_>) -> String {
        let space = package::namespace(request);
        let handed: Vec<Handed> = self
            .handed
            .iter()
            .map(|h| {
                let cpp =
                    h.cpp.iter().zip(&h.slots).map(|(e, s)| format!("({})({e})", cpp_slot(&s.1, texts))).collect();
                Handed { cpp, ..h.clone() }
            })
            .collect();
        let mut handed = handed;
        if self.raises {
            handed.push(Handed {
                cpp_before: vec!["Thrown thrown;".to_owned()],
                cpp: vec!["static_cast<void*>(&thrown.kind_)".to_owned(), "&thrown.text_".to_owned()],
                cpp_after: vec!["thrown.raise();".to_owned()],
                ..Handed::default()
            });
        }
        let first: &[&str] = if self.this.is_some() { &["self"] } else { &[] };
        let shadow = self.shadow.as_ref().ok();
        let ended = match shadow {
            Some(_) => format!(
                "{{\n#ifndef MIGRATE_RUST_ONLY\n  if (Shadow) {{ migrate::shadow::panicked(site{i}); return twin{i}({}); }}\n#endif\n  {} }}",
                self.passed("self"),
                self.ended(i, port, request)
            ),
            None => self.ended(i, port, request),
        };
        let call = invoke(&format!("migrate_facade_{}.m{i}", port.id), first, &handed, &self.back, Some(&ended));
        let noexcept = if self.signature.noexcept == Noexcept::Yes { " noexcept" } else { "" };
        let result = &self.result;
        let passed = self.passed("this");
        let (template, plain, compares) = match shadow {
            Some(_) => (
                "template <bool Shadow>\n",
                "<false>",
                format!("  if (mode == 3) return {space}::shadow{i}({passed});\n"),
            ),
            None => ("", "", String::new()),
        };
        let asks = if shadow.is_some() { "mode == 1" } else { "mode != 2" };
        let body = format!(
            "#ifndef MIGRATE_RUST_ONLY\n  const unsigned char mode = migrate_asked();\n  if ({asks}) return {space}::twin{i}({passed});\n{compares}#endif\n\
             \x20 return {space}::rust{i}{plain}({passed});",
        );
        let (site, compared) = match shadow {
            Some(shadow) => (
                format!("static migrate_site site{i} = {{\"{}\", {{}}}};\n", self.of.symbol.name),
                format!("#ifndef MIGRATE_RUST_ONLY\n{}#endif\n", shadow.cpp(self, i, &port.id)),
            ),
            None => (String::new(), String::new()),
        };
        format!(
            "namespace {space} {{\n#ifndef MIGRATE_RUST_ONLY\n{result} twin{i}({}){noexcept} __asm__(\"{}{TWIN}\");\n{site}#endif\n\
             {template}static inline {result} rust{i}({}) {{ {call} }}\n{compared}}}\n{}\n",
            self.declared(),
            self.of.symbol.mangled,
            self.declared(),
            self.defined(noexcept, &body)
        )
    }

    /// What C++ does when Rust has panicked; the message has been printed.
    pub(super) fn ended(&self, i: usize, port: &PortRequest, request: &Request) -> String {
        let symbol = self.of.symbol;
        let own = port.panics.get(&symbol.about.usr).or_else(|| port.panics.get(&symbol.name));
        let silent = self.signature.noexcept == Noexcept::Yes || !request.exceptions;
        let taken = |h: &Handed| {
            h.cpp.iter().chain(&h.cpp_before).any(|t| t.contains(".release()") || t.contains("std::move("))
        };
        match own.copied().unwrap_or(port.panic) {
            PanicAnswer::Cpp if !self.handed.iter().any(taken) => format!(
                "\n#ifndef MIGRATE_RUST_ONLY\n  {{ migrate_fell_back(&migrate_module_{}); return twin{i}({}); }}\n#else\n  std::abort();\n#endif\n",
                port.id,
                self.passed("self")
            ),
            PanicAnswer::Exception if !silent => {
                format!("throw std::runtime_error(\"{} panicked in Rust\");", symbol.name)
            }
            PanicAnswer::Error if self.back.rust.is_empty() => "return;".to_owned(),
            PanicAnswer::Error if !self.result.ends_with('&') => "return {};".to_owned(),
            _ => "std::abort();".to_owned(),
        }
    }

    /// The definition with the original's symbol.
    pub(super) fn defined(&self, noexcept: &str, body: &str) -> String {
        let name = &self.of.symbol.name;
        let short = last_name(name);
        let params: Vec<String> = self.params.iter().enumerate().map(|(i, t)| format!("{t} a{i}")).collect();
        let constness = if self.signature.is_const { " const" } else { "" };
        let (result, params) = (&self.result, params.join(", "));
        if self.of.symbol.about.class.is_some() {
            // Behind another name `::` would go on with it.
            return format!("auto ::{name}({params}){constness}{noexcept} -> {result} {{\n{body}\n}}");
        }
        let scope = name.strip_suffix(short).unwrap_or_default().trim_end_matches("::");
        let spaces: Vec<&str> = scope.split("::").filter(|s| !s.is_empty()).collect();
        let open: String = spaces.iter().map(|s| format!("namespace {s} {{ ")).collect();
        let c = if self.of.symbol.mangled.starts_with("_Z") { "" } else { "extern \"C\" " };
        format!("{open}{c}{result} {short}({params}){noexcept} {{\n{body}\n}}{}", " }".repeat(spaces.len()))
    }
}

/// The table, and what tells the mode.
pub(super) fn head(
    space: &str,
    port: &PortRequest,
    members: &[Member<'_>],
    raises: &Raises,
    texts: Texts<'_>,
) -> String {
    let table: String = members
        .iter()
        .enumerate()
        .map(|(i, m)| format!("  std::uint8_t (*m{i})({}void*);\n", m.slots(texts)))
        .collect();
    let id = &port.id;
    format!(
        "namespace {space} {{\nstruct Facade {{\n{table}}};\n{}}}\n\
         extern \"C\" {{\nextern const {space}::Facade migrate_facade_{id};\nextern unsigned char migrate_module_{id};\n\
         extern const unsigned char migrate_rt_1;\nunsigned char migrate_start(unsigned char*);\nvoid migrate_fell_back(unsigned char*);\n}}\n\
         // Written for this version of migrate-rt: another one does not link.\n\
         __attribute__((used)) static const unsigned char* const migrate_rt = &migrate_rt_1;\n\
         // 0: nobody has asked yet, 1: C++ answers, 2: Rust answers, 3: both run and C++ answers.\n\
         static inline unsigned char migrate_asked() {{\n  unsigned char mode = __atomic_load_n(&migrate_module_{id}, __ATOMIC_RELAXED);\n\
         \x20 if (__builtin_expect(mode == 0, 0)) mode = migrate_start(&migrate_module_{id});\n  return mode;\n}}\n\n",
        raises.cpp()
    )
}
