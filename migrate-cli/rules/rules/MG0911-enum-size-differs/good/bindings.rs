pub const CHIP_SLOW: chip_mode = 0;
pub const CHIP_FAST: chip_mode = 1;
pub type chip_mode = u8;
