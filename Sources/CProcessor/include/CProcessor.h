#pragma once

/// The x86-64 level this processor runs: 1 (baseline), 3 or 4; 1 on other architectures.
int cprocessor_level(void);
