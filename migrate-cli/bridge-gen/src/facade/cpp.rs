//! A facade in C++: the table of Rust's functions, and each definition.

use migrate_model::facts::SymbolKind;
use migrate_model::types::Noexcept;

use super::TWIN;
use super::member::Member;
use super::shell::{self, Shell};
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
        let this = self.this.iter().map(|t| match (t.shell, t.reads) {
            (Some(_), _) => "void*, ".to_owned(),
            (None, true) => format!("const {}*, ", t.alias),
            (None, false) => format!("{}*, ", t.alias),
        });
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
        this.chain(self.values()).collect::<Vec<_>>().join(", ")
    }

    /// The parameters, without an object.
    pub(super) fn values(&self) -> Vec<String> {
        let value = |(i, t): (usize, &String)| match t.ends_with('&') && !t.ends_with("&&") {
            true => format!("a{i}"),
            false => format!("std::move(a{i})"),
        };
        self.params.iter().enumerate().map(value).collect()
    }

    /// The linker symbol of the original, when it has been renamed.
    pub(super) fn twin_symbol(&self, id: &str) -> String {
        match self.is_thunked() {
            true => format!("migrate_cpp_{id}_{}", self.of.name),
            false => format!("{}{TWIN}", self.of.symbol.mangled),
        }
    }

    /// The C++ texts: the original's declaration, the call of Rust, the comparison of both, the definition that callers
    /// reach.
    pub(super) fn cpp(
        &self,
        i: usize,
        shells: &[Shell<'_>],
        port: &PortRequest,
        request: &Request,
        texts: Texts<'_>,
    ) -> String {
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
        let first: Vec<String> = self.this.iter().map(|t| t.passed(shells)).collect();
        let first: Vec<&str> = first.iter().map(String::as_str).collect();
        let shadow = self.shadow.as_ref().ok();
        let ended = match shadow {
            Some(_) => format!(
                "{{\n#ifndef MIGRATE_RUST_ONLY\n  if (Shadow) {{ migrate::shadow::panicked(site{i}); {} }}\n#endif\n  {} }}",
                match self.is_hosted() {
                    // The object has answered already, and must not change again.
                    true => "std::abort();".to_owned(),
                    false => format!("return twin{i}({});", self.passed("self")),
                },
                self.ended(i, port, request)
            ),
            None => self.ended(i, port, request),
        };
        let call = invoke(&format!("migrate_facade_{}.m{i}", port.id), &first, &handed, &self.back, Some(&ended));
        let noexcept = if self.signature.noexcept == Noexcept::Yes { " noexcept" } else { "" };
        let (site, compared) = match shadow {
            Some(shadow) => (
                format!("static migrate_site site{i} = {{\"{}\", {{}}}};\n", self.of.symbol.name),
                match self.makes {
                    Some(_) => String::new(),
                    None => format!("#ifndef MIGRATE_RUST_ONLY\n{}#endif\n", shadow.cpp(self, i, &port.id, shells)),
                },
            ),
            None => (String::new(), String::new()),
        };
        let template = if shadow.is_some() { "template <bool Shadow>\n" } else { "" };
        let twin = format!(
            "{} twin{i}({}){noexcept} __asm__(\"{}\");\n",
            self.twin_result(),
            self.twin_declared(shells),
            self.twin_symbol(&port.id)
        );
        let (twins, rust) = match self.gives {
            Some(at) => (self.given(i, &shells[at]), "raw"),
            None => (String::new(), "rust"),
        };
        let result = if self.gives.is_some() { "void*" } else { &self.result };
        let body = shell::body(self, i, &space, shells, port).unwrap_or_else(|| self.body(i, &space));
        format!(
            "namespace {space} {{\n#ifndef MIGRATE_RUST_ONLY\n{twin}{site}#endif\n\
             {template}static inline {result} {rust}{i}({}) {{ {call} }}\n{twins}{compared}}}\n{}\n",
            self.declared(),
            self.defined(noexcept, &body)
        )
    }

    /// The mode is asked, and one implementation called, or both.
    fn body(&self, i: usize, space: &str) -> String {
        let passed = self.passed("this");
        let shadow = self.shadow.is_ok();
        let plain = if shadow { "<false>" } else { "" };
        let compares =
            if shadow { format!("  if (mode == 3) return {space}::shadow{i}({passed});\n") } else { String::new() };
        let asks = if shadow { "mode == 1" } else { "mode != 2" };
        let cpp = if self.gives.is_some() { "cpp" } else { "twin" };
        format!(
            "#ifndef MIGRATE_RUST_ONLY\n  const unsigned char mode = migrate_asked();\n  if ({asks}) return {space}::{cpp}{i}({passed});\n{compares}#endif\n\
             \x20 return {space}::rust{i}{plain}({passed});",
        )
    }

    /// Rust gets what C++ has no more then.
    pub(super) fn takes(&self) -> bool {
        let taken = |t: &String| t.contains(".release()") || t.contains("std::move(");
        self.handed.iter().any(|h| h.cpp.iter().chain(&h.cpp_before).any(taken))
    }

    /// What C++ does when Rust has panicked; the message has been printed.
    pub(super) fn ended(&self, i: usize, port: &PortRequest, request: &Request) -> String {
        let symbol = self.of.symbol;
        let own = port.panics.get(&symbol.about.usr).or_else(|| port.panics.get(&symbol.name));
        let silent = self.signature.noexcept == Noexcept::Yes || !request.exceptions;
        match own.copied().unwrap_or(port.panic) {
            PanicAnswer::Cpp if self.makes.is_some() && !self.takes() => {
                "\n#ifndef MIGRATE_RUST_ONLY\n  return nullptr;\n#else\n  std::abort();\n#endif\n".to_owned()
            }
            PanicAnswer::Cpp if !self.is_hosted() && !self.takes() => format!(
                "\n#ifndef MIGRATE_RUST_ONLY\n  {{ migrate_fell_back(&migrate_module_{}); return twin{i}({}); }}\n#else\n  std::abort();\n#endif\n",
                port.id,
                self.passed("self")
            ),
            PanicAnswer::Exception if !silent => {
                format!("throw std::runtime_error(\"{} panicked in Rust\");", symbol.name)
            }
            PanicAnswer::Error if self.makes.is_some() || self.gives.is_some() => "std::abort();".to_owned(),
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
        if self.makes.is_some() {
            return format!("::{name}({params}){noexcept} : migrate_rust_(nullptr), migrate_born_(2) {{\n{body}\n}}");
        }
        if self.of.symbol.kind == SymbolKind::Conversion {
            return format!("::{name}(){constness}{noexcept} {{\n{body}\n}}");
        }
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
    shells: &[Shell<'_>],
    raises: &Raises,
    texts: Texts<'_>,
) -> String {
    let table: String = members
        .iter()
        .enumerate()
        .map(|(i, m)| format!("  std::uint8_t (*m{i})({}void*);\n", m.slots(texts)))
        .collect();
    let makers: Vec<Option<usize>> = (0..shells.len())
        .map(|at| members.iter().position(|m| m.makes == Some(at) && m.params.is_empty() && !m.raises))
        .collect();
    let given: Vec<bool> = (0..shells.len()).map(|at| members.iter().any(|m| m.gives == Some(at))).collect();
    let id = &port.id;
    let of_shells = shell::table(shells);
    let access = match shells.is_empty() {
        true => String::new(),
        false => format!("namespace {space} {{\n{}}}\n", shell::head(shells, &makers, &given, port)),
    };
    format!(
        "namespace {space} {{\nstruct Facade {{\n{table}{of_shells}}};\n{}}}\n\
         extern \"C\" {{\nextern const {space}::Facade migrate_facade_{id};\nextern unsigned char migrate_module_{id};\n\
         extern const unsigned char migrate_rt_1;\nunsigned char migrate_start(unsigned char*);\nvoid migrate_fell_back(unsigned char*);\n}}\n\
         // Written for this version of migrate-rt: another one does not link.\n\
         __attribute__((used)) static const unsigned char* const migrate_rt = &migrate_rt_1;\n\
         // 0: nobody has asked yet, 1: C++ answers, 2: Rust answers, 3: both run and C++ answers.\n\
         static inline unsigned char migrate_asked() {{\n  unsigned char mode = __atomic_load_n(&migrate_module_{id}, __ATOMIC_RELAXED);\n\
         \x20 if (__builtin_expect(mode == 0, 0)) mode = migrate_start(&migrate_module_{id});\n  return mode;\n}}\n\n{access}",
        raises.cpp()
    )
}
