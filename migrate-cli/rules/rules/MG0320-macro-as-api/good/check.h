#pragma once
int Check(bool ok, int line);
