//! A table with a counterpart that frees it.

/// A table for a caller who frees it.
pub fn open() -> *mut [u64; 4] {
    Box::into_raw(Box::new([0; 4]))
}

/// Frees a table.
///
/// # Safety
/// `table` comes from [`open`] and is not used afterwards.
pub unsafe fn close(table: *mut [u64; 4]) {
    drop(unsafe { Box::from_raw(table) });
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_table_is_opened_and_closed() {
        let table = super::open();
        assert!(!table.is_null());
        unsafe { super::close(table) };
    }
}
