//! Accounts.

use std::sync::Mutex;

/// Moves one coin.
pub fn transfer(from: &Mutex<u64>, to: &Mutex<u64>) {
    if std::ptr::eq(from, to) {
        return;
    }
    *from.lock().unwrap() -= 1;
    *to.lock().unwrap() += 1;
}

#[cfg(test)]
mod tests {
    #[test]
    fn to_oneself() {
        let account = std::sync::Mutex::new(1);
        super::transfer(&account, &account);
        assert_eq!(*account.lock().unwrap(), 1);
    }
}
