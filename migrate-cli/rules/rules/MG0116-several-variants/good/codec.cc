#if WITH_CRC
int crc() { return 1; }
#endif
int codec() { return 2; }
