#pragma once
inline int two_macro() { return 1; }
