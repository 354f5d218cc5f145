//! A parsed translation unit.

use std::ffi::CString;
use std::os::raw::{c_char, c_void};
use std::ptr;

use clang_sys::*;

use super::{Cursor, Diagnostic, Level, raw_text, text};

/// Why a TU could not be parsed at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// libclang's crash recovery caught a fault; the process should not go on.
    Crashed,
    /// The command line cannot be used, or the main file cannot be read.
    Failed,
}

/// A file of a TU, by libclang's handle (stable as long as the TU lives).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct File(pub CXFile);

impl File {
    pub fn name(self) -> String {
        // SAFETY: the handle is valid while its unit lives.
        raw_text(unsafe { clang_getFileName(self.0) })
    }
}

/// A parsed translation unit and the index it lives in.
pub struct Unit {
    index: CXIndex,
    tu: CXTranslationUnit,
}

impl Unit {
    /// Parses with a full argument vector (`argv[0]` is the compiler).
    pub fn parse(argv: &[String], unsaved: Option<(&str, &str)>) -> Result<Unit, ParseError> {
        let owned: Vec<CString> = argv.iter().filter_map(|a| CString::new(a.as_str()).ok()).collect();
        if owned.len() != argv.len() {
            return Err(ParseError::Failed);
        }
        let pointers: Vec<*const c_char> = owned.iter().map(|a| a.as_ptr()).collect();
        let unsaved_owned = unsaved.and_then(|(n, t)| Some((CString::new(n).ok()?, CString::new(t).ok()?)));
        let mut files: Vec<CXUnsavedFile> = unsaved_owned
            .iter()
            .map(|(n, t)| CXUnsavedFile { Filename: n.as_ptr(), Contents: t.as_ptr(), Length: t.as_bytes().len() as _ })
            .collect();
        let options = CXTranslationUnit_DetailedPreprocessingRecord | CXTranslationUnit_KeepGoing;
        // SAFETY: all pointers outlive the call; the outputs are checked before use.
        unsafe {
            let index = clang_createIndex(0, 0);
            let mut tu: CXTranslationUnit = ptr::null_mut();
            let code = clang_parseTranslationUnit2FullArgv(
                index,
                ptr::null(),
                pointers.as_ptr(),
                pointers.len() as _,
                files.as_mut_ptr(),
                files.len() as _,
                options,
                &mut tu,
            );
            if code != CXError_Success || tu.is_null() {
                clang_disposeIndex(index);
                return Err(if code == CXError_Crashed { ParseError::Crashed } else { ParseError::Failed });
            }
            Ok(Unit { index, tu })
        }
    }

    /// The cursor of the whole unit.
    pub fn cursor(&self) -> Cursor {
        // SAFETY: the unit is alive.
        Cursor(unsafe { clang_getTranslationUnitCursor(self.tu) })
    }

    /// Every file that was read, the main file included.
    pub fn files(&self) -> Vec<File> {
        extern "C" fn visit(file: CXFile, _: *mut CXSourceLocation, _: u32, data: CXClientData) {
            // SAFETY: `data` is the vector below.
            let out = unsafe { &mut *data.cast::<Vec<File>>() };
            out.push(File(file));
        }
        let mut out: Vec<File> = Vec::new();
        // SAFETY: the visitor only uses `out` during the call.
        unsafe { clang_getInclusions(self.tu, visit, ptr::from_mut(&mut out).cast::<c_void>()) };
        out
    }

    /// The compiler's diagnostics, warnings and worse.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        // SAFETY: the unit is alive, indices are in range, each diagnostic is disposed of once.
        unsafe {
            (0..clang_getNumDiagnostics(self.tu))
                .filter_map(|i| {
                    let d = clang_getDiagnostic(self.tu, i);
                    let level = match clang_getDiagnosticSeverity(d) {
                        CXDiagnostic_Fatal => Level::Fatal,
                        CXDiagnostic_Error => Level::Error,
                        CXDiagnostic_Warning => Level::Warning,
                        _ => {
                            clang_disposeDiagnostic(d);
                            return None;
                        }
                    };
                    let (mut file, mut line, mut column, mut offset) = (ptr::null_mut(), 0, 0, 0);
                    clang_getExpansionLocation(
                        clang_getDiagnosticLocation(d),
                        &mut file,
                        &mut line,
                        &mut column,
                        &mut offset,
                    );
                    let out = Diagnostic {
                        level,
                        message: text(clang_getDiagnosticSpelling(d)),
                        file: (!file.is_null()).then_some(File(file)),
                        line,
                        column,
                    };
                    clang_disposeDiagnostic(d);
                    Some(out)
                })
                .collect()
        }
    }

    /// The bytes of a file as the compiler saw them. They live as long as the unit.
    pub fn contents(&self, file: File) -> &[u8] {
        let mut size = 0;
        // SAFETY: the buffer belongs to the unit and is not freed before it.
        unsafe {
            let p = clang_getFileContents(self.tu, file.0, &mut size);
            if p.is_null() { &[] } else { std::slice::from_raw_parts(p.cast::<u8>(), size) }
        }
    }
}

impl Drop for Unit {
    fn drop(&mut self) {
        // SAFETY: both were created by `parse` and are disposed of once.
        unsafe {
            clang_disposeTranslationUnit(self.tu);
            clang_disposeIndex(self.index);
        }
    }
}
