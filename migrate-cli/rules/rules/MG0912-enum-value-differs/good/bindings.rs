pub const CHIP_OK: chip_code = 0;
pub const CHIP_LATE: chip_code = 4;
pub type chip_code = u32;
