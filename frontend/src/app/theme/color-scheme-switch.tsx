import DarkModeOutlined from "@mui/icons-material/DarkModeOutlined";
import LightModeOutlined from "@mui/icons-material/LightModeOutlined";
import SettingsBrightnessOutlined from "@mui/icons-material/SettingsBrightnessOutlined";
import { useColorScheme } from "@mui/material/styles";
import ToggleButton from "@mui/material/ToggleButton";
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup";

const options = [
  { mode: "light", label: "Light", icon: LightModeOutlined },
  { mode: "dark", label: "Dark", icon: DarkModeOutlined },
  { mode: "system", label: "System", icon: SettingsBrightnessOutlined },
] as const;

/** Switches between light, dark and the system's colour scheme; the browser remembers the choice. */
export function ColorSchemeSwitch() {
  const { mode = "system", setMode } = useColorScheme();
  return (
    <ToggleButtonGroup
      exclusive
      fullWidth
      size="small"
      aria-label="Colour scheme"
      value={mode}
      onChange={(_event, chosen) => setMode(chosen ?? mode)}
    >
      {options.map(({ mode: value, label, icon: Icon }) => (
        <ToggleButton
          key={value}
          value={value}
          sx={{ gap: 0.5, py: 0.5, textTransform: "none", fontSize: "0.75rem" }}
        >
          <Icon aria-hidden sx={{ fontSize: 16 }} />
          {label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
